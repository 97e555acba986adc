"""``python -m loipr``: a module a command."""
