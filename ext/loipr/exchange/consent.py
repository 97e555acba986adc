"""Nothing is written into the report unless somebody said so."""

from __future__ import annotations

import sys


def is_given(what: str, options: str = "--yes") -> bool:
    """Ask whether to write *what*, as “this”; where nobody can answer, say with which *options* it is written."""
    if not sys.stdin.isatty():
        print(f"Nothing was written; add {options} to write {what}.")
        return False
    try:
        answer = input(f"Write {what}? [y/N] ")
    except EOFError:
        answer = ""
    if answer.strip().lower() in ("y", "yes"):
        return True
    print("Nothing was written.")
    return False
