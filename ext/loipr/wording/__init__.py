"""How the UN writes, and the phrases that the machinery prints."""
