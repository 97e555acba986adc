"""The review website."""
