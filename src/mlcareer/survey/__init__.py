"""Surveys of pay: CSV files of any size in, counts and percentiles out. The only room that knows DuckDB."""
