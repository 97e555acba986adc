"""By what a finding is known again after the lines before it have changed."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator

from loipr.rules import Diagnostic


def fingerprints(findings: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield one for each finding: of its file, its rule, its message, and which it is among those alike."""
    alike: Counter[tuple[str, str, str]] = Counter()
    for found in findings:
        key = (found.place.path, found.rule, found.message)
        yield hashlib.sha256(json.dumps([*key, alike[key]]).encode()).hexdigest()
        alike[key] += 1
