"""Rules of form about words: abbreviations, wording that includes women and men, and terms of the United Nations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loipr.facts import abbreviations
from loipr.facts.form_rules import FormRule
from loipr.files.places import Fix
from loipr.pages.page import HELD, Prose
from loipr.report import Report
from loipr.rules.form.common import any_of, on_one_line, prose_of, replace, rule_of_form
from loipr.rules.registry import Findings

_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,}(?!\w)")
_POSSESSIVE = re.compile(
    rf"(?<![\w-])(?:(?P<short>(?=[A-Za-z0-9]{{2,30}}['’])[A-Z][a-z0-9]*[A-Z][A-Za-z0-9]*)|{HELD})['’]s\b"
)
#: An abbreviation: two capitals or more, but not a unit, a numeral or a symbol.
_SHORT = re.compile(rf"(?<![\w./{HELD}-])[A-Z][a-z]*[A-Z][A-Za-z0-9]*(?![\w/$-])")
_ROMAN = re.compile(r"[IVXLC]+")


@rule_of_form
def abbreviation_form(report: Report, form: FormRule) -> Findings:
    """Abbreviations have no full stops and no possessive.

    Bad: `the U.N. and KP2MI's offices`

    Good: `the United Nations and the offices of KP2MI`
    """
    for _, prose in prose_of(report):
        for match in _DOTTED.finditer(prose.text):
            new = match[0].replace(".", "")
            # The last full stop may also end the sentence.
            yield (
                prose.place_at(match.start()),
                f"“{match[0]}”: write “{new}”, without full stops",
                replace(prose, match, new, certain=False),
            )
        for match in _POSSESSIVE.finditer(prose.text):
            held = _held_at(prose, match.start()) if not match["short"] else None
            if match["short"] or (held and held[0] == "institution"):
                name = match["short"] or f"{{institution}}`{held[1] if held else ''}`"
                yield prose.place_at(match.start()), f"“{name}’s” is a possessive; write “of {name}”"


def _held_at(prose: Prose, position: int) -> tuple[str, str]:
    number = prose.text.count(HELD, 0, position)
    return prose.held[number], prose.contents[number]


@rule_of_form
def unexplained_abbreviation(report: Report, form: FormRule) -> Findings:
    """An abbreviation is in data/abbreviations.yaml, and is explained where the report first uses it.

    Institutions and treaties are explained by their roles. What only stands in a table or a heading is explained by the
    list of abbreviations.

    Bad: `The ILO took part.`

    Good: `The International Labour Organization (ILO) took part. The ILO …`
    """
    known = set(report.institutions.names) | set(report.treaties.by_abbreviation) | set(report.bibliography.sources)
    explained: set[str] = set()
    for short, prose, position in _abbreviations(report):
        if short in explained or short in known:
            continue
        explained.add(short)
        found = report.abbreviations.get(short)
        place = prose.place_at(position)
        if found is None:
            yield place, f"“{short}” is not in {abbreviations.PATH}; add it with its meaning, or write it out"
        elif not _explains(prose.text, short, position):
            new = f"{found.meaning} ({short})"
            message = f"“{short}” is first used here; explain it, as “{new}”"
            yield place, message, Fix(place, short, new, certain=False)


def _abbreviations(report: Report) -> Iterator[tuple[str, Prose, int]]:
    """Yield each abbreviation that is typed in running text, in the order of reading."""
    pages = sorted(report.pages, key=lambda page: (page.is_annex, page.is_reply, page.question or 0, page.path))
    for page in pages:
        for prose in page.prose if page.is_numbered else ():
            if not prose.heading and not prose.around & {"table", "gap"}:
                for match in _SHORT.finditer(prose.text):
                    if not _ROMAN.fullmatch(match[0]):
                        yield match[0], prose, match.start()


def _explains(text: str, short: str, position: int) -> bool:
    """Whether the meaning stands before the abbreviation, which is in brackets, or in brackets after it."""
    before, after = text[:position].rstrip(), text[position + len(short) :].lstrip()
    return before.endswith("(") or after.startswith("(")


@rule_of_form
def gendered_wording(report: Report, form: FormRule) -> Findings:
    """Wording includes women and men; this is a suggestion, for the word may be meant as it stands.

    Bad: `The chairman of each committee and his staff`

    Good: `The Chair of each committee and the staff`
    """
    yield from _suggested(report, form)


@rule_of_form
def unsuitable_term(report: Report, form: FormRule) -> Findings:
    """Terms and names are those of the United Nations; this is a suggestion, for a source's own word may be quoted.

    Bad: `Illegal workers in South Korea`

    Good: `Workers in an irregular situation in the Republic of Korea`
    """
    yield from _suggested(report, form)


def _suggested(report: Report, form: FormRule) -> Findings:
    words = form.words_at(report.settings.dated)
    pattern = any_of(words)
    for _, prose in prose_of(report):
        for match in pattern.finditer(prose.text):
            new = words[on_one_line(match)]
            message = f"“{on_one_line(match)}” could be “{new}”"
            yield prose.place_at(match.start()), message, replace(prose, match, new, certain=False)
