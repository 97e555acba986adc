"""What came back in Word editions as sheets, for a workbook or a page: the changes, and the comments."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from loipr.cli.marks_in_words import Answer, change_in_words, where_of
from loipr.coordination.sheet import Cell, Column, Is, Sheet, plain
from loipr.exchange.word_edition.comments import Comment
from loipr.exchange.word_edition.keep_comments import kept_text, spot_of
from loipr.exchange.word_edition.paragraphs import plain as plain_text
from loipr.revisions.way_back.plan import NOBODY, Plan, Told
from loipr.wording.sentences import listed, shortened

#: So many letters are told of the words that a comment is about.
_LONGEST = 160

_CHANGES = (
    Column("File", Is.CHOICE),
    Column("Author", Is.CHOICE),
    Column("Place"),
    Column("Change"),
    Column("To be written", Is.CHOICE),
    Column("Reason"),
    Column("Against it"),
)
_COMMENTS = (
    Column("File", Is.CHOICE),
    Column("Author", Is.CHOICE),
    Column("Place"),
    Column("On"),
    Column("Comment"),
    Column("Answers"),
    Column("State", Is.CHOICE),
    Column("Time"),
)


def sheets_of(answers: Sequence[Answer], plan: Plan) -> tuple[Sheet, Sheet]:
    """Return the changes and the comments as sheets."""
    comments = tuple(_comment(answer, one) for answer in answers for one in answer.came.comments)
    changes = tuple(_change(one) for one in plan.told)
    return Sheet("changes", "Changes", _CHANGES, changes), Sheet("comments", "Comments", _COMMENTS, comments)


def write_sheets(file: Path, title: str, sheets: Sequence[Sheet], date: datetime.date) -> None:
    """Write *sheets* to *file*, as its ending says: a workbook (.xlsx) or a page (.html).

    :raises OSError: when it cannot be written.
    """
    # Imported here, so that the answer in words does not wait for what writes files.
    from loipr.editions.redline.redline_page import STYLE
    from loipr.editions.shared.lone_page import lone_page
    from loipr.exchange.workbooks.sheet_file import make_sheet_file

    if file.suffix == ".xlsx":
        content = make_sheet_file(date, *sheets)
    else:
        style = STYLE.read_text(encoding="utf-8")
        content = lone_page(title, "\n".join(line for one in sheets for line in _table(one)), style).encode()
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_bytes(content)
    fresh.replace(file)


def _change(one: Told) -> tuple[Cell, ...]:
    against = "; ".join(f"{who}: “{kept_text(text)}”" for who, text in one.against)
    texts = (
        *(one.file, listed(one.authors), str(one.place or ""), change_in_words(one)),
        *("yes" if one.reason is None else "no", str(one.reason or ""), against),
    )
    return tuple(Cell(kept_text(text)) for text in texts)


def _comment(answer: Answer, one: Comment) -> tuple[Cell, ...]:
    about = plain_text(one.anchor.text) if one.anchor is not None else ""
    texts = (
        *(answer.name, one.author or NOBODY, where_of(spot_of(answer.came, one)), shortened(about, _LONGEST), one.text),
        *(f"comment {one.answers}" if one.answers else "", "settled" if one.is_settled else "open"),
        one.time[:16].replace("T", " "),
    )
    return tuple(Cell(kept_text(text)) for text in texts)


def _table(sheet: Sheet) -> Iterator[str]:
    title = escape(sheet.title)
    yield f"<h2>{title} ({len(sheet.rows):,})</h2>"
    heads = "".join(f'<th scope="col">{escape(column.head)}</th>' for column in sheet.columns)
    yield f'<div class="table" tabindex="0" role="group" aria-label="{title}"><table>'
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in sheet.rows:
        yield f"<tr>{''.join(f'<td>{escape(plain(cell))}</td>' for cell in row)}</tr>"
    yield "</tbody></table></div>"
