"""Asks for consent: nothing is written into the report without it."""

from __future__ import annotations

import sys

from loipr.wording.languages import ENGLISH, Language, _


def is_given(what: str, options: str = "--yes", language: Language = ENGLISH) -> bool:
    """Ask in *language* whether to write *what* (words such as “this”), and return the answer.

    When nobody can answer, print which *options* allow the writing, and return False.
    """
    if not sys.stdin.isatty():
        message = _("Nothing was written; add {options} to write {what}.")
        print(language.say(message.format(options=options, what=what)))
        return False
    try:
        answer = input(language.say(_("Write {what}? [y/N] ").format(what=what)))
    except EOFError:
        answer = ""
    if answer.strip().lower() in ("y", "yes"):
        return True
    print(language.say(_("Nothing was written.")))
    return False
