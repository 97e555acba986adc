"""What was changed in a Word edition, written back into the pages that it was made from."""
