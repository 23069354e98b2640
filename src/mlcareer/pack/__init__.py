"""The knowledge pack: YAML files in, frozen records out. The only room that knows YAML."""
