"""How one document becomes a website and a PDF."""
