"""What the rules say of the pages as they would be, and roles for what new words name for certain.

A figure, an article and a source become a role where the rules, or the bibliography, leave no doubt, and the report
then prints the same. Everything else stays as it was typed, and is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from loipr.files.places import Fix, Problem
from loipr.files.reading import text_faults
from loipr.pages.reader import read_page
from loipr.report import Report
from loipr.rules import Diagnostic, check

#: The rules whose certain fixes are roles for what was typed.
_ROLES = frozenset({"typed-figure", "typed-provision"})
#: Keys of sources in brackets, as they are written for new words.
_KEYS = re.compile(r"\\\[([\w:.-]+(?:, ?[\w:.-]+)*)\]", re.ASCII)


def with_roles(
    report: Report, pages: Mapping[str, str], were: Mapping[str, str]
) -> tuple[dict[str, str], list[Diagnostic]]:
    """Return the new *pages*, which *were* others, with roles where these are certain, and what rules find anew."""
    found = dict(pages)
    for path, text in pages.items():
        found[path] = _cited(report, were[path], text)
    findings = new_findings(report, found)
    fixes: dict[str, list[Fix]] = {}
    for one in findings:
        if one.rule in _ROLES and one.fix is not None and one.fix.certain and one.fix.place.path in found:
            fixes.setdefault(one.fix.place.path, []).append(one.fix)
    if not fixes:
        return found, findings
    for path, some in fixes.items():
        found[path] = _mended(found[path], some)
    return found, new_findings(report, found)


def _cited(report: Report, was: str, text: str) -> str:
    """Return the *text* of a page, with the sources in brackets that it did not have when it *was* old as citations."""
    known = report.bibliography.sources

    def role(match: re.Match[str]) -> str:
        keys = [one.strip() for one in match[1].split(",")]
        if match[0] in was or not all(key in known for key in keys):
            return match[0]
        return f"{{cite}}`{','.join(keys)}`"

    return _KEYS.sub(role, text)


def _mended(text: str, fixes: Sequence[Fix]) -> str:
    """Return *text* with each of the *fixes* whose words stand once in their line."""
    lines = text.split("\n")
    for fix in fixes:
        at = fix.place.line - 1
        if 0 <= at < len(lines) and lines[at].count(fix.old) == 1:
            lines[at] = lines[at].replace(fix.old, fix.new)
    return "\n".join(lines)


def new_findings(report: Report, pages: Mapping[str, str]) -> list[Diagnostic]:
    """Return what the rules find in the report with the new *pages*, and not in the report as it is."""
    problems: list[Problem] = [one for one in report.problems if one.place.path not in pages]
    for path, text in pages.items():
        problems += text_faults(text, path)
    read = tuple(
        read_page(pages[page.path], page.path, problems) if page.path in pages else page for page in report.pages
    )
    before = Counter((one.rule, one.place.path, one.message) for one in check(report))
    found = []
    for one in check(replace(report, pages=read, problems=tuple(problems))):
        key = (one.rule, one.place.path, one.message)
        before[key] -= 1
        if before[key] < 0:
            found.append(one)
    return found
