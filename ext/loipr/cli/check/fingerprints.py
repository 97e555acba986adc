"""Fingerprints, by which programs recognize a finding even after the lines before it have changed."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator

from loipr.rules import Diagnostic


def fingerprints(findings: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield a fingerprint (SHA-256, in hexadecimal) for each finding, made from its file, its rule and its message.

    Of findings that have all three in common, each gets its own.
    """
    alike: Counter[tuple[str, str, str]] = Counter()
    for found in findings:
        key = (found.place.path, found.rule, found.message)
        yield hashlib.sha256(json.dumps([*key, alike[key]]).encode()).hexdigest()
        alike[key] += 1
