"""How editions are made and published below ``_build``."""
