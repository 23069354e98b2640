"""What is true: types and rules in pure Python; no file, no clock, no output."""
