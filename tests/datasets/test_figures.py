"""Figures computed from two observations."""

from __future__ import annotations

from loipr.datasets.figures import figure
from support.changes import PLACEMENTS
from support.project import Project


def test_a_share_may_be_of_the_largest_number_in_the_smallest(project: Project) -> None:
    project.replace(PLACEMENTS, "2024,297434", f"2024,{'9' * 40}")
    project.replace(PLACEMENTS, "2022,200761", "2022,1")
    found = figure("share", "placements[2024].total of placements[2022].total", project.load().datasets)
    assert found.text == "1,000,000,000,000,000,000,000,000,000,000,000,000,000,000.0 per cent"
