"""The figures of a page that are in doubt."""

from __future__ import annotations

from loipr.coordination.doubts import doubts_of
from support.changes import DESCRIPTOR, LAWS, PLACEMENTS, RECRUITMENT, STATISTICS
from support.project import Project


def doubts(project: Project, path: str) -> list[str]:
    """Return each doubt about the page at *path* as one line."""
    report = project.load()
    page = next(one for one in report.pages if one.path == path)
    return [f"{one.dataset.name}|{one.figure}|{one.reason}|{one.words}" for one in doubts_of(page, report)]


def test_a_page_without_figures_has_no_doubts(project: Project) -> None:
    assert doubts(project, LAWS) == []


def test_figures_that_disagree_are_told_once_for_each_column(project: Project) -> None:
    told = ["placements|2023|sources disagree|Total: 274,965 (S01); 297,108 (S02, set aside)."]
    assert doubts(project, RECRUITMENT) == told
    assert doubts(project, STATISTICS) == told
    project.append(LAWS, "\nSet aside: {value}`placements[2023, source=S02].total`.\n")
    assert doubts(project, LAWS) == told
    project.replace(PLACEMENTS, "297108,,", "274965,167863,")
    assert doubts(project, RECRUITMENT) == []


def test_only_the_rows_that_a_table_shows_count(project: Project) -> None:
    project.replace(STATISTICS, ":total:", ":where: period = 2022 | 2024")
    assert doubts(project, STATISTICS) == []


def test_a_pivot_shows_its_figure(project: Project) -> None:
    project.replace(DESCRIPTOR, '["period", "measure"]\n      }', '["period", "measure", "value"]\n      }')
    project.append("data/datasets/money.csv", "2023,total,14.30\n")
    project.append(STATISTICS, "\n:::{data-table} money\n:caption: Money\n:pivot: period, measure, value\n:::\n")
    said = "money|2023, total|sources disagree|Value: 14.22 (no source); 14.30 (no source)."
    assert said in doubts(project, STATISTICS)


def test_what_is_out_of_date_or_not_verified(project: Project) -> None:
    project.replace(DESCRIPTOR, '"owner": "MOL",', '"owner": "MOL", "good_for_months": 6,')
    project.replace(
        DESCRIPTOR,
        '{"name": "reason", "type": "string", "title": "Reason"}',
        '{"name": "reason", "type": "string", "title": "Reason"},\n          '
        '{"name": "confidence", "type": "string", "title": "Confidence"}',
    )
    text = (
        project.read(PLACEMENTS)
        .replace(",reason\n", ",reason,confidence\n")
        .replace("rest on it\n", "rest on it,seen\n")
    )
    text = text.replace("S01,yes,\n", "S01,yes,,unverified\n").replace("later\n", "later,unverified\n")
    project.write(PLACEMENTS, text.replace("S02,yes,\n", "S02,yes,,seen\n"))
    assert doubts(project, RECRUITMENT) == [
        "placements||out of date|The newest figure is of 31 December 2024 and was good until 30 June 2025.",
        "placements|2023|sources disagree|Total: 274,965 (S01); 297,108 (S02, set aside).",
        "placements|2022|not verified|Source: S01.",
    ]


def test_what_cannot_be_read_is_left_to_the_rules(project: Project) -> None:
    project.append(
        LAWS, "\n{value}`placements[1999].total` {value}`nothing[1].x`\n\n:::{data-table} placements\n:where: x\n:::\n"
    )
    assert doubts(project, LAWS) == []
