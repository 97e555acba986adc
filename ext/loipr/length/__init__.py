"""What print will say, to count it."""
