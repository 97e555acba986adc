"""A Word edition of this report that came back: its marks, its comments, and the text as it was sent."""
