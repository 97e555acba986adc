"""The views for those who run the process, as HTML: plain tables, which the site's script can sort and filter."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Container
from html import escape

from loipr.coordination.sheet import Cell, Column, Is, On, Sheet
from loipr.coordination.views.block import Block, Curves, Timeline
from loipr.editions.drawing.curves import draw_curves
from loipr.editions.drawing.timeline import draw_timeline
from loipr.markup.column_widths import SHORT

#: A function that turns the address of a place into a link on the site; an empty text if the site has no such page.
Link = Callable[[str], str]
#: A column with a longer text than this is broad.
_LONG = 60
#: A table with more columns than this takes the room of the page's contents beside it.
_MANY = 6


def block_html(block: Block, link: Link, files: dict[str, str], taken: Container[str]) -> str:
    """Return *block* as HTML; *files* are the links to the files with the rows of a sheet, by kind.

    A table has the name of its sheet as id, unless it is one of *taken*: then the heading above it has it.
    """
    if isinstance(block, Sheet):
        return _table(block.on(On.PAGE), link, taken) + _offers(block, files)
    if isinstance(block, Timeline):
        return draw_timeline(block)
    if isinstance(block, Curves):
        return draw_curves(block)
    return f"<p>{escape(block)}</p>\n"


def _table(sheet: Sheet, link: Link, taken: Container[str]) -> str:
    is_broad = len(sheet.columns) > _MANY and not sheet.is_grid
    classes = (
        f"table loipr-table loipr-view{' loipr-grid' if sheet.is_grid else ''}{' loipr-broad' if is_broad else ''}"
    )
    name = escape(sheet.title, quote=True)
    view = escape(sheet.name, quote=True)
    place = "" if sheet.name in taken else f' id="{view}"'
    heads = "".join(_head(sheet, position, link) for position in range(len(sheet.columns)))
    rows = "\n".join(_row(row, sheet, link) for row in sheet.rows)
    foot = "".join(_row(row, sheet, link) for row in sheet.footing)
    return (
        f'<div class="pst-scrollable-table-container" role="group" aria-label="{name}">'
        f'<table class="{classes}"{place} data-view="{view}">'
        f'<caption class="visually-hidden">{escape(sheet.title)}</caption>\n<thead><tr>{heads}</tr></thead>'
        f"\n<tbody>\n{rows}\n</tbody>\n"
        f"{f'<tfoot>{foot}</tfoot>' if foot else ''}</table></div>\n"
    )


def _head(sheet: Sheet, position: int, link: Link) -> str:
    column = sheet.columns[position]
    text = escape(column.head)
    href = link(column.address) if column.address else ""
    if href:
        text = f'<a href="{escape(href, quote=True)}">{text}</a>'
    if column.full:
        text = f'<abbr title="{escape(column.full, quote=True)}">{text}</abbr>'
    if sheet.is_grid and column.kind != Is.NUMBER and column.full:
        text = f"<span>{text}</span>"
    is_long = any(len(row[position].text) > _LONG for row in sheet.rows)
    name = "loipr-figure" if column.kind == Is.NUMBER else "loipr-long" if is_long else ""
    classes = f' class="{name}"' if name else ""
    return f'<th scope="col" data-kind="{column.kind}"{classes}>{text}</th>'


def _row(row: tuple[Cell, ...], sheet: Sheet, link: Link) -> str:
    cells = (
        _cell(cell, column, link, is_head=position == 0 and bool(cell.text), is_grid=sheet.is_grid)
        for position, (cell, column) in enumerate(zip(row, sheet.columns, strict=True))
    )
    return f"<tr>{''.join(cells)}</tr>"


def _cell(cell: Cell, column: Column, link: Link, *, is_head: bool, is_grid: bool) -> str:
    content = _content(cell, link)
    attributes = f' id="{escape(cell.anchor, quote=True)}"' if cell.anchor else ""
    if isinstance(cell.value, datetime.date):
        content = f'<time datetime="{cell.value}">{content}</time>'
        if column.kind == Is.DUE:
            content += ' <span class="loipr-left"></span>'
        attributes += f' data-value="{cell.value}"'
    elif cell.value is not None:
        attributes += f' data-value="{cell.value}"'
    if column.kind == Is.NUMBER:
        attributes += ' class="loipr-figure"'
    elif column.kind == Is.DAY:
        attributes += ' class="loipr-day"'
    elif column.kind in (Is.DUE, Is.CHOICE):
        attributes += ' class="loipr-short"'
    elif is_grid and column.full and cell.text:
        attributes += ' class="loipr-sign"'
    elif is_head and len(cell.text) <= SHORT:
        attributes += ' class="loipr-short"'
    if is_head:
        return f'<th scope="row"{attributes}>{content}</th>'
    return f"<td{attributes}>{content}</td>"


def _content(cell: Cell, link: Link) -> str:
    if cell.links:
        return ", ".join(_linked(escape(text), address, link) for text, address in cell.links)
    text = escape(cell.text)
    if cell.look and cell.text.endswith(cell.looked):
        plain = cell.text.removesuffix(cell.looked)
        text = f'{escape(plain)}<span class="loipr-verdict {cell.look}">{escape(cell.looked)}</span>'
    if cell.full:
        text = f'<span aria-hidden="true">{text}</span><span class="visually-hidden">{escape(cell.full)}</span>'
    return _linked(text, cell.address, link)


def _linked(text: str, address: str, link: Link) -> str:
    href = link(address) if address else ""
    return f'<a href="{escape(href, quote=True)}">{text}</a>' if href else text


def _offers(sheet: Sheet, files: dict[str, str]) -> str:
    if not files:
        return ""
    of = f'<span class="visually-hidden"> of {escape(sheet.title)}</span>'
    links = (
        f'<a class="loipr-download" href="{escape(href, quote=True)}" download>{kind}{of}</a>'
        for kind, href in files.items()
    )
    return f'<p class="loipr-source">{" ".join(links)}</p>\n'
