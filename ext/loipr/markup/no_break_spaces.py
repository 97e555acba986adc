"""No-break spaces keep together what is read as one: 31 July 2025, No. 181, US$ 9.71, 61.0 per cent, Law 39/1999."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes
from sphinx.transforms import SphinxTransform

from loipr.markup.nodes import unbroken
from loipr.markup.report_of_build import report_of
from loipr.wording.dates import MONTHS

_MONTH = "|".join(MONTHS)
#: In what these patterns match, only the spaces change; most figures and words beside them are not even matched.
_COUNTED = rf"(?<=\d) (?=(?:{_MONTH}|thousand|million|billion|trillion)\b)"
#: Currencies by their signs, their codes, and the commonest of their short names.
_PAID = r"[$€£¥₩₱₹] (?=\d)|\b(?:[A-Z]{3}|Rp|Rs|RM|Tk) (?=\d)(?!(?:19|20)\d\d\b)"
_TIED = re.compile(
    rf"{_COUNTED}|{_PAID}"
    r"|(?<=\d) per (?=cent\b)"
    rf"|\b(?:{_MONTH}) (?=\d{{4}}\b)"
    # Numbers of conventions, paragraphs and pages; provisions and annexes that are written without a role.
    r"|\b(?:[Nn]os?|[Aa]rts?|[Pp]aras?|pp?|vols?)\. (?=\d)"
    r"|\b(?:[Aa]rticle|[Pp]aragraph)s? (?=\d)|\b[Aa]nnex(?:es)? (?=[IVX\d]+\b)"
    # Laws by number and year.
    r"|(?<=\w) (?=\d+/(?:19|20)\d\d\b)"
)
#: A cell has less room: there only a day and its month, and a figure and its currency or its “million”, stay together.
_TIED_IN_CELL = re.compile(rf"{_COUNTED}|{_PAID}")
#: What stays as it is: text shown letter by letter, text with its own lines, and tables, whose cells break differently.
_LEFT = (nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.raw, nodes.table)


class TieWords(SphinxTransform):
    """Puts no-break spaces into the text of the report, for all editions.

    It runs after every step that looks at the words of a page or adds words to it.
    """

    def apply(self, **kwargs: object) -> None:
        page = report_of(self.env).pages_by_docname.get(self.env.docname)
        if page is not None and not page.is_guide:
            for block in _blocks(self.document):
                _tie(block)


def tied(text: str) -> str:
    """Return *text* with no-break spaces inside what is read as one; its length does not change."""
    return _TIED.sub(lambda found: unbroken(found[0]), text)


def tied_in_cell(text: str) -> str:
    """Return the *text* of a table's cell with the few no-break spaces it has room for; its length does not change."""
    return _TIED_IN_CELL.sub(lambda found: unbroken(found[0]), text)


def _blocks(around: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the paragraphs below *around*, and other elements that hold words, each as a whole."""
    for child in around.children:
        if isinstance(child, nodes.TextElement):
            if not (isinstance(child, _LEFT) or (isinstance(child, nodes.title) and isinstance(around, nodes.section))):
                yield child
        elif isinstance(child, nodes.Element) and not isinstance(child, _LEFT):
            yield from _blocks(child)


def _tie(block: nodes.Element) -> None:
    """Put no-break spaces into *block*, also between two nodes: a currency sign, and a figure from a dataset."""
    places = list(_texts(block))
    whole = "".join(text for _, _, text in places)
    found = tied(whole)
    if found == whole:
        return
    start = 0
    for around, index, text in places:
        end = start + len(text)
        if found[start:end] != text:
            around[index] = nodes.Text(found[start:end])
        start = end


def _texts(around: nodes.Element) -> Iterator[tuple[nodes.Element, int, str]]:
    """Yield the texts below *around*, each with the element that holds it and its place there."""
    for index, child in enumerate(around.children):
        if isinstance(child, nodes.Text):
            yield around, index, child.astext()
        elif isinstance(child, nodes.Element) and not isinstance(child, _LEFT):
            yield from _texts(child)
