"""The answer as a report of GitLab's Code Quality, which shows each finding in the merge request.

See https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from loipr.cli.check.answer import Answer
from loipr.cli.check.fingerprints import fingerprints
from loipr.rules import Severity

_SEVERITIES = {Severity.ERROR: "blocker", Severity.WARNING: "minor", Severity.GAP: "info"}


def lines(answer: Answer) -> Iterator[str]:
    """Yield the whole report, which is a JSON list."""
    issues = [
        {
            "description": answer.language.say(found.message),
            "check_name": found.rule,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[found.severity],
            "location": {"path": found.place.path, "lines": {"begin": found.place.line or 1}},
        }
        for found, fingerprint in zip(answer.listed, fingerprints(answer.listed), strict=True)
    ]
    yield json.dumps(issues, indent=2)
