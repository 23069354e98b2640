"""Asking a person: with menus in a terminal, or with numbered lines. The only room that knows questionary."""
