"""The command tree: parse, call, show."""
