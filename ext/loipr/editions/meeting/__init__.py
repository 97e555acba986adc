"""The papers for a meeting: some questions with their replies, what is open in them, and room for decisions."""
