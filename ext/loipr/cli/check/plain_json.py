"""The answer as JSON in the report's own terms; the guide to the answers describes each field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from loipr.cli.check.answer import Answer
from loipr.cli.check.fingerprints import fingerprints
from loipr.coordination.tasks import Task
from loipr.facts.acceptances import Acceptance
from loipr.files.places import Place
from loipr.rules import Diagnostic, Severity

#: It goes up when a field changes its meaning or is removed, but not when a field is added.
VERSION = 1
_Json = dict[str, Any]


def lines(answer: Answer) -> Iterator[str]:
    """Yield the whole answer, which is a JSON object."""
    report = answer.report
    summary = {"pages": len(report.pages), "questions": len(report.questions), "datasets": len(report.datasets)}
    summary |= {f"{severity}s": answer.counts.get(severity, 0) for severity in Severity}
    summary |= {"tasks": len(answer.tasks), "accepted": len(answer.accepted), "errors_elsewhere": answer.elsewhere}
    found: list[tuple[Diagnostic, Acceptance | None]] = [(one, None) for one in answer.listed]
    found += answer.accepted
    marks = fingerprints(one for one, _ in found)
    owed: dict[tuple[str, Place] | None, list[Task]] = {}
    for task in answer.tasks:
        owed.setdefault(task.finding, []).append(task)
    findings = [
        _finding(answer, one, by, mark)
        | {"tasks": [_task(task, answer) for task in owed.get((one.rule, one.place), ())]}
        for (one, by), mark in zip(found, marks, strict=True)
    ]
    whole = {
        "version": VERSION,
        "report": report.settings.symbol,
        "language": answer.language.tag,
        "summary": summary,
        "findings": findings,
    }
    yield json.dumps(whole, indent=2)


def _finding(answer: Answer, found: Diagnostic, by: Acceptance | None, mark: str) -> _Json:
    placed = answer.place_fix(found)
    return {
        "rule": found.rule,
        "severity": found.severity,
        **_place(found.place),
        "message": answer.language.say(found.message),
        "fingerprint": mark,
        "fix": None
        if placed is None
        else {**_place(placed[0].place), "old": placed[0].old, "new": placed[0].new, "certain": placed[0].certain},
        "accepted": None if by is None else {**_place(by.place), "reason": by.reason},
    }


def _task(task: Task, answer: Answer) -> _Json:
    return {
        "id": task.id,
        "kind": task.kind,
        "institution": task.owner,
        "question": task.question,
        "item": task.item,
        "text": answer.language.say(task.words),
        "due": None if task.due is None else str(task.due),
    }


def _place(place: Place) -> _Json:
    return {"path": place.path, "line": place.line, "column": place.column}
