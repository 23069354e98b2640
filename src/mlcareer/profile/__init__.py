"""The person's own record: one SQLite file on their machine. The only room that knows SQLite."""
