"""Finds words that are not in the dictionary of the report: they may be printed in italics, or reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loipr.facts.form_rules import FormRule
from loipr.pages.page import HELD
from loipr.report import Report
from loipr.wording import spelling

#: A word of letters only. Letters beside a digit, a slash or a sign are a name, an address or a code.
_WORD = re.compile(rf"(?<![\w./@&{HELD}-])[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+(?:['’][^\W\d_]+)*)*(?![\w/@{HELD}])")


def _has_dictionary(form: FormRule) -> bool:
    return form.dictionary in spelling.dictionaries()


def _looked_up(word: str, own: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the parts of *word* to look up: without the report's *own* words and abbreviations such as ``KP2MI``."""
    if word in own:
        return
    parts = word.split("-")
    strange = [part for part in parts if part not in own and part.lower() not in own]
    plain = [part for part in strange if len(part) > 1 and part[1:] == part[1:].lower()]
    # A dictionary may have “cut-offs”, but not its parts.
    yield from [word] if plain == parts else plain


def is_foreign(report: Report, text: str) -> bool:
    """Whether *text* has a word that is not in the dictionary of the report."""
    return bool(_foreign_words(report, text))


def is_of_the_state(report: Report, text: str) -> bool:
    """Whether *text* has a word that is only in the dictionary of the State's own language."""
    national = report.settings.national_dictionary
    foreign = _foreign_words(report, text)
    return national in spelling.dictionaries() and spelling.unknown(national, foreign, report.root) != foreign


def dictionary_of(report: Report) -> str:
    """Return the name of the dictionary that the report must follow; "" when there is none."""
    form = enforced_by(report, "misspelt-word")
    return form.dictionary if form is not None and _has_dictionary(form) else ""


def _foreign_words(report: Report, text: str) -> frozenset[str]:
    dictionary = dictionary_of(report)
    words = {word for match in _WORD.finditer(text) for word in _looked_up(match[0])}
    return spelling.unknown(dictionary, words, report.root) if dictionary else frozenset()


def enforced_by(report: Report, check: str) -> FormRule | None:
    """Return the first rule of form that the rule *check* enforces; None when there is none."""
    return next((one for one in report.form_rules.values() if check in one.checks), None)
