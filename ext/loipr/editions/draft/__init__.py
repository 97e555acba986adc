"""A draft for some: the replies to chosen questions, and open comments in it as comments of Word."""
