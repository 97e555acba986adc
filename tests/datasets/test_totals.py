"""Which rows are totals of others: by the sums in the descriptor, and by their words."""

from __future__ import annotations

import pytest

from loipr.datasets.totals import total_rows
from support.changes import DESCRIPTOR, MONEY
from support.project import Project

HEAD = "period,measure,value\n"


@pytest.mark.parametrize(
    ("parts", "rows", "totals"),
    [
        ("", ["2024,whole,5", "2024,bank,5", "2025,whole,4"], {0}),
        # With named parts, other rows beside the total are not its parts.
        ('"parts": ["bank"], ', ["2024,whole,5", "2024,bank,5", "2025,whole,4", "2025,hand,4"], {0}),
        # A word for a total needs no declaration, but it needs rows to be the total of.
        ("", ["2024,all,5", "2024,bank,5", "2025,all,4"], {0}),
        ("", ["2024,bank,5", "2024,hand,5"], set()),
    ],
)
def test_a_total_has_its_parts_beside_it(project: Project, parts: str, rows: list[str], totals: set[int]) -> None:
    declared = f'"sums": [{{"column": "measure", "total": "whole", {parts}"figures": ["value"]}}]'
    project.replace(DESCRIPTOR, '"key": ["period", "measure"],', f'"key": ["period", "measure"], {declared},')
    project.write(MONEY, HEAD + "".join(f"{row}\n" for row in rows))
    dataset = project.load().datasets["money"]
    assert total_rows(dataset, dataset.rows) == {"period": set(), "measure": totals}
