"""Asks the search of a site, with the script that the browser runs."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

_NODE = shutil.which("node")
_SCRIPT = Path(__file__).parent / "ask.js"
needs_node = pytest.mark.skipif(_NODE is None, reason="there is no Node")


@dataclass(frozen=True)
class Answer:
    """What the search says to a question: the addresses of the places found, each with its excerpt."""

    form: str
    found: list[str]
    excerpts: list[str]
    missing: list[str]
    milliseconds: float


def ask(site: Path, questions: Sequence[str], *, pages: int = 0) -> list[Answer]:
    """Ask *questions* of the *site*; with *pages*, as if it had so many."""
    assert _NODE is not None
    done = subprocess.run(
        [_NODE, str(_SCRIPT), str(site), str(pages)],
        input=json.dumps(list(questions)),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    return [
        Answer(
            one["form"],
            [answer["address"] for answer in one["answers"]],
            [answer["excerpt"] for answer in one["answers"]],
            one["missing"],
            one["milliseconds"],
        )
        for one in json.loads(done.stdout)
    ]
