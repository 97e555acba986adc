"""Asks for consent: nothing is written into the report without it."""

from __future__ import annotations

import sys


def is_given(what: str, options: str = "--yes") -> bool:
    """Ask whether to write *what* (words such as “this”), and return the answer.

    When nobody can answer, print which *options* allow the writing, and return False.
    """
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
