"""Words that the dictionary of the report does not have, so that they may be set in italics or named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loipr.facts.form_rules import FormRule
from loipr.pages.page import HELD
from loipr.report import Report
from loipr.wording import spelling

#: A word of letters alone: what stands beside a figure, a slash or a sign is a name, an address or a code.
_WORD = re.compile(rf"(?<![\w./@&{HELD}-])[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+(?:['’][^\W\d_]+)*)*(?![\w/@{HELD}])")


def _has_dictionary(form: FormRule) -> bool:
    return form.dictionary in spelling.dictionaries()


def _looked_up(word: str, own: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield what of *word* is to be looked up: nothing of the report's *own* words, no abbreviation, as ``KP2MI``."""
    if word in own:
        return
    parts = word.split("-")
    strange = [part for part in parts if part not in own and part.lower() not in own]
    plain = [part for part in strange if len(part) > 1 and part[1:] == part[1:].lower()]
    # A dictionary has “cut-offs”, and neither of its parts.
    yield from [word] if plain == parts else plain


def is_foreign(report: Report, text: str) -> bool:
    """Whether *text* has a word that the dictionary of the report does not have."""
    return bool(_foreign_words(report, text))


def is_of_the_state(report: Report, text: str) -> bool:
    """Whether *text* has a word that only the dictionary of the State's own language has."""
    national = report.settings.national_dictionary
    foreign = _foreign_words(report, text)
    return national in spelling.dictionaries() and spelling.unknown(national, foreign, report.root) != foreign


def dictionary_of(report: Report) -> str:
    """Return the name of the dictionary that the report is held to; "" where there is none."""
    form = enforced_by(report, "misspelt-word")
    return form.dictionary if form is not None and _has_dictionary(form) else ""


def _foreign_words(report: Report, text: str) -> frozenset[str]:
    dictionary = dictionary_of(report)
    words = {word for match in _WORD.finditer(text) for word in _looked_up(match[0])}
    return spelling.unknown(dictionary, words, report.root) if dictionary else frozenset()


def enforced_by(report: Report, check: str) -> FormRule | None:
    """Return the first rule of form that the rule *check* enforces."""
    return next((one for one in report.form_rules.values() if check in one.checks), None)
