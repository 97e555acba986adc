"""The Word edition: the report as one document, with Word's own numbers, notes, fields and styles."""
