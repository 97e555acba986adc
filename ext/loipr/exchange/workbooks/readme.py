"""The first sheet of a workbook: what it is, how to fill it in, and how to send it back, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from loipr.datasets.dataset import Dataset
from loipr.exchange.workbooks.book import ALLOWED, HEADING, LOCKED, WANTED, Book, row_height
from loipr.exchange.workbooks.sheet_layout import ASKED, MISSING, SOURCES
from loipr.facts.institutions import Institution
from loipr.facts.settings import Settings
from loipr.wording.dates import in_words

_WIDTH = 100
_COLOURS = {
    "Yellow: a figure that is missing. Fill it in if you know it.": WANTED,
    "Grey: locked. It says which row this is.": LOCKED,
    "White: yours to correct.": "#FFFFFF",
}
_RULES = (
    "A new row goes below the last one. Fill in all that says which row it is, its source, and the columns that offer "
    "a list.",
    "Figures are plain numbers: 274965, and 14.22 with the decimal sign of your computer. Not “about 275,000”, "
    "“1.234,5” as text, or “n/a”: leave a cell empty where the figure is not known, and write what is to be said of "
    "it in the column note.",
    "Dates are text: 2024-07-31, 2024-07 or 2024.",
    "Do not write over a figure that was published: put the right one into a new row, and “no” in the column adopted "
    "of the old one, with the reason in both. Write over it only where it is mistyped here.",
    "Where two figures disagree, keep both rows: “yes” in the column adopted for the one to use, “no” for the other, "
    "with the reason.",
    f"Sources go by their keys on the sheet “{SOURCES}”, several with a semicolon between. For a source that is not "
    "there, send its title, publisher, date and address along: the coordinator gives it a key.",
    "No formulas, no merged cells, no hidden rows, no further sheets or columns, and no other names for those that are "
    "there.",
)


def write_readme(
    sheet: Worksheet, book: Book, institution: Institution, settings: Settings, datasets: dict[str, Dataset]
) -> None:
    """Fill *sheet*; *datasets* are the datasets of the institution, by the names of their sheets."""
    sheet.set_column(0, 0, _WIDTH)
    sheet.write_string(0, 0, f"{institution.name} ({institution.id})", book.text(bold=True, font_size=16))
    row = 2
    for heading, texts in _paragraphs(institution, settings, datasets):
        sheet.write_string(row, 0, heading, book.text(bold=True, font_size=13, font_color=HEADING))
        for number, text in enumerate(texts, row + 1):
            look = {"bg_color": _COLOURS[text], "border": 1, "border_color": LOCKED} if text in _COLOURS else {}
            sheet.set_row(number, row_height([(text, _WIDTH)]))
            sheet.write_string(number, 0, text, book.text(text_wrap=True, **look))
        row += len(texts) + 2
    sheet.hide_gridlines(2)
    sheet.protect("", ALLOWED)


def _paragraphs(
    institution: Institution, settings: Settings, datasets: dict[str, Dataset]
) -> Iterator[tuple[str, list[str]]]:
    name = institution.id
    yield (
        "What this is",
        [
            f"What the report {settings.symbol}, which replies to the list of issues {settings.list_of_issues}, asks "
            f"of {name}, and the data that {name} answers for. The report describes the state of affairs on "
            f"{in_words(settings.reference_date)}.",
            f"“{ASKED}”: the questions in which {name} has a part, how far each reply has come, and the gaps in it "
            f"that are for {name} to fill.",
            f"“{MISSING}”: all that is missing or out of date, and where it belongs.",
            *(f"“{sheet}”: {dataset.title}." for sheet, dataset in datasets.items()),
        ],
    )
    if datasets:
        yield "How to fill it in", [*_COLOURS, *_RULES]
        yield (
            "How to send it back",
            [
                "Save it as an Excel workbook (.xlsx), without a password, and send the whole of it to the "
                "coordinator of the report. Nothing is taken over unseen: each change is shown and checked first, and "
                "what is not right comes back with the sheet and the cell.",
            ],
        )
    else:
        yield (
            "How to send it back",
            [
                f"{name} answers for no dataset yet, so there is nothing to fill in here. Send texts and figures, with "
                "their sources, to the coordinator of the report.",
            ],
        )
