"""The person's own record: one SQLite file on their machine. The only room that knows SQLite."""

NAME = "profile.db"
"""The file's name in the person's folder."""
