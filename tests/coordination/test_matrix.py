"""The matrix of questions and institutions, and articles by question."""

from __future__ import annotations

from loipr.coordination.articles import coverage_of, turned
from loipr.coordination.matrix import MatrixCell, matrix_of
from support.changes import LAWS, LIST, RECRUITMENT
from support.project import Project


def test_the_matrix(project: Project) -> None:
    project.replace(LIST, "lead: MFA", "lead: MFA\n    concerned: [TAX]")
    project.append("data/institutions.yaml", "- id: TAX\n  name: Tax Office\n- id: NOBODY\n  name: Nobody\n")
    project.append(LAWS, "\n:::{gap} MOL, MinLabour\nA text.\n:::\n\n:::{gap} MOL\nMore.\n:::\n")
    project.append(RECRUITMENT, "\n:::{gap} MFA\nA text.\n:::\n")
    found = matrix_of(project.load())
    assert found.questions == (1, 2, 3)
    assert found.institutions == ("MFA", "MOL", "TAX")
    assert found.rows == {
        1: {
            "MFA": MatrixCell("leads", 0, is_delivered=False),  # the reply is a draft
            "MOL": MatrixCell("contributes", 2, is_delivered=False),
            "TAX": MatrixCell("is concerned", 0, is_delivered=False),
        },
        2: {"MOL": MatrixCell("leads", 0, is_delivered=True), "MFA": MatrixCell("", 1, is_delivered=False)},
        3: {"MOL": MatrixCell("leads", 0, is_delivered=True)},
    }
    assert found.without_part == ("NOBODY",)
    assert [found.gaps_of_question(number) for number in found.questions] == [2, 1, 0]
    assert found.sums() == ({"MFA": 1, "MOL": 2, "TAX": 0}, {"MFA": 0, "MOL": 2, "TAX": 0})


def test_a_part_of_the_matrix(project: Project) -> None:
    part = matrix_of(project.load()).of([2, 3])
    assert (part.questions, part.institutions) == ((2, 3), ("MOL",))


def test_what_has_no_page_and_no_lead(project: Project) -> None:
    (project.root / RECRUITMENT).unlink()
    assert matrix_of(project.load()).rows[2] == {}


def test_articles_by_question_and_questions_by_article(project: Project) -> None:
    project.replace(LIST, 'provisions: "84"', 'provisions: "33, 64-66, ICCPR 14"')
    project.replace(LIST, "summary: Their scope.", 'summary: Their scope.\n        provisions: "16 (1)-(4) and 99"')
    project.append(RECRUITMENT, "{article}`64 (1)` {article}`ICCPR 2` {article}`8 to 9` {article}`94` {article}`x`\n")
    found = coverage_of(project.load())
    assert found is not None
    assert found.asked == {1: (16, 33, 64, 65, 66), 2: (), 3: ()}
    assert found.cited == {1: (33,), 2: (8, 9, 64), 3: ()}
    assert turned(found.cited) == {33: (1,), 8: (2,), 9: (2,), 64: (2,)}
    assert len(found.uncited) == 93 - 4
    assert 64 not in found.uncited


def test_without_the_treaty_nothing_is_said_of_articles(project: Project) -> None:
    (project.root / "data/treaties/icrmw.yaml").unlink()
    assert coverage_of(project.load()) is None
