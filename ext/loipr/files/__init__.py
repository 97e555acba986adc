"""A file read without trust: its place, its text, its cells."""
