"""Rules about figures that are typed by hand in the text of the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from loipr.datasets.figures import COMPUTED, format_cell
from loipr.datasets.observations import Observation, observe
from loipr.datasets.once import once
from loipr.files.places import Fix, Place
from loipr.pages.page import HELD, Aside, Page, Prose
from loipr.pages.typed_figures import TypedFigure, figures_in_words, observations_with, typed_figures
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.wording.languages import _
from loipr.wording.sentences import listed

#: Many tables hold smaller whole numbers by chance.
_TELLING = 1000
_MOST_OFFERED = 3
#: With so many figures, a typed table or list is a dataset.
_MOST_TYPED = 3
_NUMBER = r"(?!(?:19|20)\d\d$)\d[\d.,]*(?: ?(?:%|per cent))?"
_CELL, _ITEM = re.compile(_NUMBER), re.compile(rf"[^:=–\n]{{1,60}}[:=–-] ?{_NUMBER}(?: \w+)?")
#: The number of a heading itself.
_LABEL = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})*[.)]?(?:\s|$)")


@dataclass(frozen=True, slots=True)
class _Typed:
    """A typed figure with its page and place, and the observations with the same number.

    ``beside`` names what the figure stands in, if that is not the running text.
    """

    figure: TypedFigure
    page: Page
    place: Place
    observations: tuple[Observation, ...]
    beside: str


@once
def figures_in(report: Report) -> tuple[tuple[Page, Prose, TypedFigure], ...]:
    """Return every figure that is typed in the text, with its page and its piece of prose."""
    return tuple(
        (page, prose, figure)
        for page in report.pages
        if not page.is_guide
        for prose in page.prose
        if not prose.heading
        for figure in typed_figures(prose)
    )


@once
def _typed(report: Report) -> tuple[_Typed, ...]:
    in_tables = {id(prose) for *_, pieces in _typed_tables(report) for prose in pieces}
    found = [
        (page, prose.place_at(figure.position), "", figure)
        for page, prose, figure in figures_in(report)
        if id(prose) not in in_tables
    ]
    found += _beside_the_text(report)
    wanted = {number for *_, figure in found if not figure.is_share for number in figure.readings if _tells(number)}
    known = observations_with(wanted, report.datasets)
    return tuple(
        _Typed(figure, page, place, tuple(_with(figure, known)), beside) for page, place, beside, figure in found
    )


def _beside_the_text(report: Report) -> Iterator[tuple[Page, Place, str, TypedFigure]]:
    """Yield the figures in headings, captions and descriptions of pictures, with the name of each."""
    for page in report.pages:
        if page.is_numbered:
            pieces = [Aside(_("a heading"), _LABEL.sub("", one.text), one.place) for one in page.prose if one.heading]
            for one in (*pieces, *page.asides):
                yield from ((page, one.place, one.kind, figure) for figure in figures_in_words(one.text))


def _tells(number: Decimal) -> bool:
    return number >= _TELLING or number != number.to_integral_value()


def _with(figure: TypedFigure, known: dict[Decimal, list[Observation]]) -> Iterator[Observation]:
    if not figure.is_share:
        for number in figure.readings:
            yield from known.get(number, ())


def _offer(typed: _Typed, observations: Sequence[Observation]) -> str:
    """Return what to write instead: figures of datasets that the page already uses come first."""
    drawn = {role.text.partition("[")[0].strip() for role in typed.page.roles if role.name in COMPUTED}
    drawn |= {directive.argument for directive in typed.page.directives}
    best = sorted(observations, key=lambda one: one.dataset.name not in drawn)[:_MOST_OFFERED]
    return listed([f"{{value}}`{one.reference}`" for one in best], "or")


def _binding(typed: _Typed, adopted: Sequence[Observation]) -> Fix | None:
    """Return a fix that draws the figure from the only observation with its number; None when there are several.

    The fix is certain when the report then prints the same text.
    """
    text = typed.figure.text
    if len(adopted) != 1 or not re.fullmatch(r"[\d.,]+", text):
        return None
    (one,) = adopted
    same = format_cell(one.value, one.column) == text
    return Fix(typed.place, text, f"{{value}}`{one.reference}`", certain=same)


@rule(Severity.WARNING)
def typed_figure(report: Report) -> Findings:
    """A figure in the text is drawn from a dataset, or its source is cited after it, in the same sentence.

    Years, dates, durations, ages that a law sets and the numbers of laws and articles are no figures. Figures in words
    are, as half of the workers, three in ten, one worker in five, twice as many, doubled, thousands, seventeen or from
    3 to 7; numbers to ten in words are not, unless they are so many in so many: most of them count what the sentence
    itself lists. Nor are “most”, “a majority” and “many”, which give no number, nor a year before what is counted, as
    in “the 2024 placements”. A heading, a caption and what is said of a picture can neither draw nor cite a figure,
    and have none; code is refused as it is. On the pages of this report one in 85 figures found was
    no figure with a source to give: a number said a second time.

    Bad: `In 2023, 274,965 workers were placed.`

    Good:

        In 2023, {value}`placements_by_year[2023].total` workers were placed.
        Of these, 11,968 were placed between Governments {cite}`DT14`.
    """
    for typed in _typed(report):
        adopted = [one for one in typed.observations if one.dataset.is_adopted(one.row)]
        text = typed.figure.text
        if typed.beside:
            message = _(
                "“{text}” is typed by hand in {beside}, where no figure is drawn or cited; say it in the text"
            ).format(text=text, beside=typed.beside)
            yield typed.place, message
        elif adopted:
            message = _("“{text}” is typed by hand, and a dataset has it; write {offer}").format(
                text=text, offer=_offer(typed, adopted)
            )
            yield typed.place, message, _binding(typed, adopted)
        elif not typed.figure.cited and not typed.observations:
            yield (
                typed.place,
                _("“{text}” is typed by hand; put {{cite}}`…` with its source after it, or {{value}}`…`").format(
                    text=text
                ),
            )


@rule(Severity.WARNING)
def typed_table(report: Report) -> Findings:
    """A table or list of figures is drawn from a dataset: there they are checked, dated and kept for the next report.

    A table of words is typed. The figures of a table or list that this rule finds are not told one by one.

    Bad:

        | Year | Workers |
        |---|---|
        | 2022 | 200,802 |
        | 2023 | 274,965 |

    Good:

        :::{data-table} placements_by_year
        :caption: Workers placed
        :columns: period, total
        :::
    """
    for kind, first, pieces in _typed_tables(report):
        figures = [figure for one in pieces for figure in typed_figures(one)]
        known = observations_with({number for one in figures for number in one.readings}, report.datasets)
        counts = Counter(name for one in figures for name in {each.dataset.name for each in _with(one, known)})
        name, most = max(counts.items(), key=itemgetter(1), default=("", 0))
        if most * 2 > len(figures):
            wanted = _("the dataset {name} has them; show it").format(name=name)
        else:
            name, wanted = "its_name", _("make a dataset of them in data/datasets and show it")
        yield (
            first.place,
            _("figures are typed in this {kind}; {wanted} with :::{{data-table}} {name}").format(
                kind=_("table") if kind == "table" else _("list"), wanted=wanted, name=name
            ),
        )


@once
def _typed_tables(report: Report) -> tuple[tuple[str, Prose, list[Prose]], ...]:
    """Return each table and list with mostly figures: which of the two it is, its first piece, those with a figure."""
    return tuple(
        (kind, pieces[0], alone)
        for page in report.pages
        if page.is_numbered
        for kind, pieces in _runs(page)
        if len(alone := [one for one in pieces if _is_figure_alone(one, kind)]) >= _MOST_TYPED
    )


def _runs(page: Page) -> Iterator[tuple[str, list[Prose]]]:
    """Yield the tables and the lists of a page, each as its cells or items in their order."""
    for kind, pieces in groupby(page.prose, key=_kind):
        if kind:
            yield kind, list(pieces)


def _kind(prose: Prose) -> str:
    return "table" if "table" in prose.around else "list" if "bullets" in prose.around else ""


def _is_figure_alone(prose: Prose, kind: str) -> bool:
    """Whether a cell holds a figure and nothing else, or an item a figure after a few words."""
    words = prose.text.replace(HELD, "").strip(" .;*")
    return (_CELL if kind == "table" else _ITEM).fullmatch(words) is not None


@rule(Severity.WARNING)
def rejected_figure(report: Report) -> Findings:
    """A figure that was set aside in favour of another is not typed in the text.

    Bad:

        In 2023, 297,108 workers were placed {cite}`DT02`.

    Another figure for 2023 is adopted.

    Good:

        In 2023, {value}`placements_by_year[2023].total` workers were placed.
        A later source gives {value}`placements_by_year[2023, source=DT02].total`.
    """
    for typed in _typed(report):
        if typed.beside or not typed.observations or any(one.dataset.is_adopted(one.row) for one in typed.observations):
            continue
        first = typed.observations[0]
        named = f"{first.dataset.name}[{', '.join(first.key)}, source={first.sources[0] if first.sources else '…'}]"
        rows = first.dataset.rows_by_key[first.key]
        instead = _(", or {{value}}`{named}.{name}` if that one is meant").format(named=named, name=first.column.name)
        if first.dataset.is_adopted(rows[0]) and first.dataset.cells[first.column.name][rows[0]]:
            adopted = observe(first.reference, report.datasets)
            yield (
                typed.place,
                _("“{text}” was set aside; write {{value}}`{reference}`{instead}").format(
                    text=typed.figure.text, reference=adopted.reference, instead=instead
                ),
            )
        else:
            yield (
                typed.place,
                _("“{text}” was set aside, and no other is adopted{instead}").format(
                    text=typed.figure.text, instead=instead
                ),
            )
