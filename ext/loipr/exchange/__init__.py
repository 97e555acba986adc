"""What goes out and comes back: workbooks of institutions, documents of the Committee, the Word edition."""
