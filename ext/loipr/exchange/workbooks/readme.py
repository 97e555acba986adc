"""The first sheet of a workbook: what it is, how to fill it in, and how to send it back, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsxwriter.worksheet import Worksheet

from loipr.datasets.dataset import Dataset
from loipr.exchange.workbooks.book import ALLOWED, HEADING, LOCKED, WANTED, Book, row_height
from loipr.exchange.workbooks.sheet_layout import ASKED, MISSING, QUESTIONS, SOURCES
from loipr.facts.institutions import Institution
from loipr.facts.settings import Settings
from loipr.wording.languages import _

_WIDTH = 70
_COLOURS: Mapping[str, str] = {
    _("Yellow: an answer or a figure that is missing. Fill it in if you know it."): WANTED,
    _("Grey: locked. It says what is asked, or which row this is."): LOCKED,
    _("White: yours to correct."): "#FFFFFF",
}
_ON_ANSWERS = (
    _(
        "Answer in plain words, in any language of this workbook, as long as you need. A line break begins a new "
        "paragraph. What you write becomes a proposal for the reply, and an editor reads it."
    ),
    _(
        "Name the source of each answer: title, publisher and year, and its address if it has one; several with a "
        "semicolon between. Say in the remark what is not for the report."
    ),
    _("Where you have nothing to add, or another institution has it, say so in the remark: that is an answer, too."),
)
_ON_FIGURES = (
    _(
        "A new row goes below the last one. Fill in all that says which row it is, its source, and the columns that "
        "offer a list."
    ),
    _(
        "Figures are plain numbers: 274965, and 14.22 with the decimal sign of your computer. Not “about 275,000”, "
        "“1.234,5” as text, or “n/a”: leave a cell empty where the figure is not known, and write what is to be said "
        "of it in the column note."
    ),
    _("Dates are text: 2024-07-31, 2024-07 or 2024."),
    _(
        "Do not write over a figure that was published: put the right one into a new row, and “no” in the column "
        "adopted of the old one, with the reason in both. Write over it only where it is mistyped here."
    ),
    _(
        "Where two figures disagree, keep both rows: “yes” in the column adopted for the one to use, “no” for the "
        "other, with the reason."
    ),
    _(
        "Sources of figures go by their keys on the sheet “{sources}”, several with a semicolon between. For a source "
        "that is not there, send its title, publisher, date and address along: the coordinator gives it a key."
    ).format(sources=SOURCES),
)
_ON_ALL = _(
    "No formulas, no merged cells, no hidden rows, no further sheets or columns, and no other names for those that are "
    "there."
)


def write_readme(
    sheet: Worksheet,
    book: Book,
    institution: Institution,
    settings: Settings,
    datasets: dict[str, Dataset],
    *,
    is_asked: bool,
) -> None:
    """Fill *sheet*: a column for each language.

    *datasets* are the datasets of the institution, by the names of their sheets; *is_asked* says that it has tasks.
    """
    languages = list(dict.fromkeys(book.languages))
    sheet.set_column(0, len(languages) - 1, _WIDTH)
    for position, language in enumerate(languages):
        name = institution.vernacular if language.tag == settings.national_language else ""
        title = f"{name or institution.name} ({institution.id})"
        sheet.write_string(0, position, title, book.text(bold=True, font_size=16, text_wrap=True))
    sheet.set_row(0, 42)
    row = 2
    for heading, texts in _paragraphs(institution, settings, datasets, is_asked=is_asked):
        sheet.set_row(row, 20)
        for position, language in enumerate(languages):
            look = {"bold": True, "font_size": 13, "font_color": HEADING}
            sheet.write_string(row, position, language.say(heading), book.text(**look))
        for number, text in enumerate(texts, row + 1):
            said = [language.say(text) for language in languages]
            look = {"bg_color": _COLOURS[text], "border": 1, "border_color": LOCKED} if text in _COLOURS else {}
            sheet.set_row(number, row_height((one, _WIDTH) for one in said))
            for position, one in enumerate(said):
                sheet.write_string(number, position, one, book.text(text_wrap=True, **look))
        row += len(texts) + 2
    sheet.hide_gridlines(2)
    sheet.protect("", ALLOWED)


def _paragraphs(
    institution: Institution, settings: Settings, datasets: dict[str, Dataset], *, is_asked: bool
) -> Iterator[tuple[str, list[str]]]:
    name = institution.id
    what = _(
        "What the report {report}, which replies to the list of issues {issues}, asks of {name}. The report describes "
        "the state of affairs on {day}."
    )
    asked = _("“{sheet}”: all that is still open for {name}, each with room for an answer, its source and a remark.")
    nothing = _("“{sheet}”: nothing is asked of {name} at present.")
    parts = _("“{sheet}”: the questions in which {name} has a part, and how far each reply has come.")
    missing = _("“{sheet}”: the figures that are missing or out of date, each with a link to its cell.")
    yield (
        _("What this is"),
        [
            what.format(report=settings.symbol, issues=settings.list_of_issues, name=name, day=settings.reference_date),
            (asked if is_asked else nothing).format(sheet=ASKED, name=name),
            parts.format(sheet=QUESTIONS, name=name),
            *([missing.format(sheet=MISSING)] if datasets else []),
            *(f"“{sheet}”: {dataset.title}." for sheet, dataset in datasets.items()),
        ],
    )
    if is_asked or datasets:
        yield _("The colours"), [*_COLOURS]
    if is_asked:
        yield _("How to answer"), [*_ON_ANSWERS]
    if datasets:
        yield _("How to fill in figures"), [*_ON_FIGURES]
    to_whom = _("Send it to {address}.").format(address=settings.coordinator_address)
    yield (
        _("How to send it back"),
        [
            _ON_ALL,
            _(
                "Save it as an Excel workbook (.xlsx), without a password, and send the whole of it to the coordinator "
                "of the report. Nothing is taken over unseen: each change is shown and checked first, and what is not "
                "right comes back with the sheet and the cell."
            ),
            *([to_whom] if settings.coordinator_address else []),
        ],
    )
