"""How editions are made, and put in their places."""
