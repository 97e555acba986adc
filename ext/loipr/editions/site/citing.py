"""How the report is cited: as an entry of BibTeX and as one of RIS, for programs that keep references."""

from __future__ import annotations

import re
from collections.abc import Mapping

from loipr.editions.edition import file_name
from loipr.report import Report
from loipr.wording.dates import in_words

#: What means something to BibTeX and to TeX, and how it is written there.
_TEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "#$%&_{}"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def citations(report: Report, revision: str) -> dict[str, str]:
    """Return the entries of the *report* in this *revision* (empty: none is known), by the names of their files."""
    settings, issues = report.settings, report.list_of_issues
    note = f"As of {in_words(settings.reference_date)}" + (f", revision {revision}" if revision else "")
    facts = {
        "title": settings.title,
        "institution": issues.state if issues else "",
        "number": settings.symbol,
        "year": str(settings.dated.year),
        "note": note,
        "url": settings.site_address,
    }
    known = {name: " ".join(text.split()) for name, text in facts.items() if text}
    name = file_name(settings.symbol)
    return {f"{name}.bib": _bibtex(name, known), f"{name}.ris": _ris(known, settings.dated.strftime("%Y/%m/%d"))}


def _bibtex(name: str, facts: Mapping[str, str]) -> str:
    key = re.sub(r"[^A-Za-z0-9-]", "-", name)
    return f"@techreport{{{key},\n{''.join(_field(*fact) for fact in facts.items())}}}\n"


def _field(name: str, text: str) -> str:
    if name == "url":
        return f"  {name} = {{{text}}},\n"
    # Double braces keep the capitals of the title, and make one name of the State's.
    text = text.translate(_TEX)
    return f"  {name} = {{{{{text}}}}},\n" if name in ("title", "institution") else f"  {name} = {{{text}}},\n"


def _ris(facts: Mapping[str, str], day: str) -> str:
    tags = {"title": "TI", "institution": "AU", "number": "M1", "year": "PY", "note": "N1", "url": "UR"}
    lines = [f"{tags[field]}  - {text}" for field, text in facts.items()]
    return "\r\n".join(["TY  - RPRT", *lines, f"DA  - {day}", "ER  - ", ""])
