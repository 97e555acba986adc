"""The machinery seen from outside: its place, its version, and how a report pins it."""
