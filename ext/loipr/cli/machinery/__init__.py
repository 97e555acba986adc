"""The machinery seen from outside: where it is, which version, and how a report pins it."""
