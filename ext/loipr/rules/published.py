"""Rules about figures that were published, as git has them."""

from __future__ import annotations

from decimal import Decimal

from loipr.datasets.dataset import ADOPTED, Dataset
from loipr.datasets.dataset import PATH as PACKAGE
from loipr.datasets.observations import Observation
from loipr.datasets.once import once
from loipr.datasets.published import FAR, LostFigure, far_figures, how_it_moved, lost_figures
from loipr.files.csv_file import Cells, parse_csv
from loipr.files.git import GitError, base_of, changed_since, git
from loipr.files.places import Place
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.wording.sentences import listed

#: So many rows that are gone are named.
_NAMED = 3


@once
def _published(report: Report) -> tuple[tuple[Dataset, Cells], ...]:
    """Return each dataset that changed since the work went out from the main branch, with its cells of then."""
    try:
        base = base_of(report.root)
        changed = changed_since(report.root, base, "data")
        return tuple(
            (dataset, cells)
            for dataset in report.datasets.values()
            if dataset.path in changed
            and (cells := _parsed(git(report.root, "show", f"{base}:{dataset.path}"), dataset.path)) is not None
        )
    except GitError:
        return ()


def _parsed(content: bytes, path: str) -> Cells | None:
    text = content.decode("utf-8", "replace")
    return parse_csv(text, path, text.partition("\n")[0].split(","), [])


@rule(Severity.WARNING)
def overwritten_figure(report: Report) -> Findings:
    """A figure that was published stays in its dataset: what corrects it has a row of its own.

    The dataset is compared with the main branch, as git has it. This is a question, and goes when the change is merged:
    a figure that nobody has read yet may be mended where it stands.

    Bad: 300000 in place of 297434.

        period,total,as_of,source,adopted,reason
        2024,300000,2025-02,DT02,yes,

    Good: the old row is set aside.

        period,total,as_of,source,adopted,reason
        2024,300000,2025-02,DT02,yes,
        2024,297434,2025-01,DT01,no,restated in February 2025
    """
    for dataset, before in _published(report):
        gone: dict[str, None] = {}
        for lost in lost_figures(dataset, before):
            if lost.row is None:
                gone.setdefault(", ".join(lost.key))
            else:
                yield _written_over(dataset, lost, lost.row)
        if gone:
            names = [
                *(f"[{key}]" for key in list(gone)[:_NAMED]),
                *([f"{len(gone) - _NAMED} more"] * (len(gone) > _NAMED)),
            ]
            yield (
                Place(dataset.path),
                f"published figures of {dataset.name} are gone with their rows: {listed(names)}; if that is not meant, "
                f"put the rows back{_set_aside(dataset)}",
            )


@rule(Severity.WARNING)
def far_figure(report: Report) -> Findings:
    """A new figure is not far from all those of other periods: a factor of ten is mostly a slip.

    What is new, git knows: it is not on the main branch. This is a question, and goes when the change is merged.

    Bad: 29743, where the years before have 274965 and 297434.

        period,total,as_of,source,adopted,reason
        2025,29743,2025-12,DT02,yes,

    Good:

        period,total,as_of,source,adopted,reason
        2025,297430,2025-12,DT02,yes,
    """
    for dataset, before in _published(report):
        for row, column, least, most in far_figures(dataset, before):
            one = Observation(dataset, row, column, dataset.cells[column.name][row])
            yield (
                one.place,
                f"{one.reference} is {one.amount:,}, more than a factor of {FAR} from all figures of other periods "
                f"({least:,} to {most:,}); is that meant?",
            )


def _written_over(dataset: Dataset, lost: LostFigure, row: int) -> tuple[Place, str]:
    now = Observation(dataset, row, lost.column, dataset.cells[lost.column.name][row])
    is_now = f"is {now.amount:,} now" if now.value else "is empty now"
    if ADOPTED in dataset.cells:
        mend = (
            "put the old figure back, set its row aside (`adopted` no, with the reason), and add a row for the new one"
        )
    else:
        mend = f"tell of it under `changes` of {dataset.name} in {PACKAGE}"
    return (
        now.place,
        f"{now.reference} was {Decimal(lost.value):,} and {is_now}: {how_it_moved(lost.value, now.value)}; unless it "
        f"was a slip that nobody has read yet, {mend}",
    )


def _set_aside(dataset: Dataset) -> str:
    return ", set aside (`adopted` no, with the reason)" if ADOPTED in dataset.cells else ""
