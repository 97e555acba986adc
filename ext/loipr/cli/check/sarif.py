"""The answer as SARIF 2.1.0, the OASIS standard for the results of analysis tools, which GitHub and editors read.

See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from loipr.cli.check.answer import Answer
from loipr.cli.check.fingerprints import fingerprints
from loipr.facts.acceptances import Acceptance
from loipr.files.places import Place
from loipr.pages.page import FOLDER
from loipr.rules import RULES, Diagnostic, Rule, Severity
from loipr.version import __version__

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.GAP: "note"}
_Json = dict[str, Any]


def lines(answer: Answer) -> Iterator[str]:
    """Yield the whole log, which is a JSON object: the rules, their findings, and which findings were accepted."""
    rules = sorted(RULES)
    found: list[tuple[Diagnostic, Acceptance | None]] = [(one, None) for one in answer.listed]
    found += answer.accepted
    marks = fingerprints(one for one, _ in found)
    results = [_result(answer, one, by, rules, mark) for (one, by), mark in zip(found, marks, strict=True)]
    driver = {"name": "loipr", "version": __version__, "rules": [_rule(RULES[name]) for name in rules]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    yield json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(rule: Rule) -> _Json:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.documentation, "markdown": rule.documentation},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(answer: Answer, found: Diagnostic, by: Acceptance | None, rules: list[str], mark: str) -> _Json:
    result: _Json = {
        "ruleId": found.rule,
        "ruleIndex": rules.index(found.rule),
        "level": _LEVELS[found.severity],
        "message": {"text": answer.language.say(found.message)},
        "locations": [{"physicalLocation": _location(found.place)}],
        "partialFingerprints": {"finding/v1": mark},
    }
    placed = answer.place_fix(found)
    # A fix in several places of a file is left to `check --fix`.
    if placed is not None and len(placed[2]) == 1:
        fix, lines_, ((start, end),) = placed
        (start_line, start_column), (end_line, end_column) = lines_.place(start), lines_.place(end)
        region = {"startLine": start_line, "startColumn": start_column, "endLine": end_line, "endColumn": end_column}
        replacement = {"deletedRegion": region, "insertedContent": {"text": fix.new}}
        changes = [{"artifactLocation": _artifact(fix.place), "replacements": [replacement]}]
        result["fixes"] = [{"artifactChanges": changes}]
    if by is not None:
        inside = by.place.path.startswith(f"{FOLDER}/")
        suppression = {"kind": "inSource" if inside else "external", "justification": by.reason}
        result["suppressions"] = [{**suppression, "location": {"physicalLocation": _location(by.place)}}]
    return result


def _location(place: Place) -> _Json:
    location: _Json = {"artifactLocation": _artifact(place)}
    if place.line:
        location["region"] = {"startLine": place.line}
        # In a table, our column is the number of a cell; in SARIF, it is the number of a character.
        if place.column and not place.path.endswith(".csv"):
            location["region"]["startColumn"] = place.column
    return location


def _artifact(place: Place) -> _Json:
    return {"uri": quote(place.path, errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}
