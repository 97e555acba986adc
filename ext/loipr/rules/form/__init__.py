"""The rules of the UN's form."""
