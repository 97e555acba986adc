"""The Word edition: one document of the report, with Word's own numbers, notes, fields and styles."""
