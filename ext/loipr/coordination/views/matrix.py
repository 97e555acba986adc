"""The matrix as a grid of signs."""

from __future__ import annotations

from collections.abc import Iterator

from loipr.coordination.matrix import Matrix, MatrixCell, matrix_of
from loipr.coordination.parts import CONCERNED, CONTRIBUTES, LEADS
from loipr.coordination.sheet import Cell, Column, Is, Sheet, number
from loipr.coordination.views.block import Block, Sources
from loipr.wording.sentences import listed

#: A grid with more cells is divided by the sections of the list of issues.
_LARGEST = 20_000
_SIGNS = {LEADS: "L", CONTRIBUTES: "C", CONCERNED: "A", "": ""}
_KEY = (
    "L: leads; C: contributes; A: the list of issues names it, the reply does not. A number counts the gaps that the "
    "institution is to fill, a tick means that its part came in: no gap names it, and the reply is contributed."
)


def matrix(sources: Sources, _: str) -> Iterator[Block]:
    """Yield questions and institutions as a grid, and those whose row or column would be empty."""
    whole = matrix_of(sources.report)
    yield _KEY
    if len(whole.questions) * len(whole.institutions) <= _LARGEST:
        yield _grid(sources, "matrix", "Questions and institutions", whole)
    elif sources.report.list_of_issues is not None:
        for section in sources.report.list_of_issues.sections:
            part = whole.of(one.number for one in section.questions)
            yield _grid(sources, f"matrix-{section.id}", f"{section.heading}: questions and institutions", part)
    bare = [str(one) for one in whole.questions if not whole.rows[one]]
    yield f"Questions that nobody has a part in: {listed(bare) or 'none'}."
    yield f"Institutions without a part in any question: {listed(whole.without_part) or 'none'}."


def _grid(sources: Sources, name: str, title: str, part: Matrix) -> Sheet:
    columns = (
        Column("No.", Is.NUMBER),
        Column("Question"),
        *(
            Column(one, full=_full_name(sources, one), address=sources.institution_page(one))
            for one in part.institutions
        ),
        Column("Gaps", Is.NUMBER, "Open gaps, for each institution"),
    )
    rows = (
        (
            Cell(str(one), value=one),
            Cell(sources.report.questions[one].subject, sources.question_page(one)),
            *(_cell(part.rows[one].get(name)) for name in part.institutions),
            number(part.gaps_of_question(one)),
        )
        for one in part.questions
    )
    foot = (
        (Cell(), Cell(head), *(number(sums[one]) for one in part.institutions), number(sums.total(), blank=False))
        for head, sums in zip(("Open gaps", "Parts that came in"), part.sums(), strict=True)
    )
    return Sheet(name, title, columns, tuple(rows), tuple(foot), is_grid=True)


def _full_name(sources: Sources, name: str) -> str:
    institution = sources.report.institutions.find(name)
    return institution.name if institution else name


def _cell(found: MatrixCell | None) -> Cell:
    if found is None:
        return Cell()
    gaps = f"{found.gaps} gap{'' if found.gaps == 1 else 's'}" if found.gaps else ""
    signs = (_SIGNS[found.part], str(found.gaps) if found.gaps else "", "✓" if found.is_delivered else "")
    words = (found.part or "is named", gaps, "came in" if found.is_delivered else "")
    return Cell(" ".join(filter(None, signs)), full=", ".join(filter(None, words)))
