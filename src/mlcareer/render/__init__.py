"""Showing a result: on a screen with Rich, or as one JSON document without it."""
