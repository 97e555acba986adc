"""The length of the report, and how many of the words that are left each open gap may use."""

from __future__ import annotations

import pytest

from support.changes import RECRUITMENT, hold
from support.project import Project

GAP = "\n:::{gap} MOL\nFees.\n:::\n"


@pytest.mark.parametrize(
    ("limit", "gaps", "last"),
    [
        (200, 0, []),
        (200, 1, ["1 gap is open; what is left comes to {} words for each of them"]),
        (200, 3, ["3 gaps are open; what is left comes to {} words for each of them"]),
        (10, 2, ["2 gaps are open; what is left comes to less than a word for each of them"]),
    ],
)
def test_what_each_gap_may_take(project: Project, limit: int, gaps: int, last: list[str]) -> None:
    hold(project, "[word-budget]", f"  limits:\n    periodic report: {limit}\n")
    project.append(RECRUITMENT, GAP * gaps)
    status, said = project.run("words")
    *_, total = (line for line in said.splitlines() if "words of the" in line)
    left = limit - int(total.partition(" ")[0])
    assert status == 0
    below = said.splitlines()[said.splitlines().index(total) + 1 :]
    assert [line for line in below if not line.startswith("with sources")] == [
        line.format(left // gaps) for line in last
    ]
