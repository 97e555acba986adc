"""Why a change is not written into a page, and the command or the file that would do it."""

from __future__ import annotations

from contextlib import suppress

from loipr.datasets.figures import COMPUTED, observations_of
from loipr.datasets.observations import ObservationError
from loipr.exchange.word_edition.paragraphs import Mark
from loipr.facts.bibliography import PATH as BIBLIOGRAPHY
from loipr.files.places import Place
from loipr.pages.page import REPLIES
from loipr.pages.sentences import CITATIONS
from loipr.report import Report
from loipr.revisions.way_back.flow import Flow, Unit
from loipr.revisions.way_back.letters import Letter
from loipr.revisions.way_back.source import Source
from loipr.revisions.way_back.wishes import Wish
from loipr.wording.sentences import listed

_REFERENCES = {
    "article": "a reference to an article",
    "question": "a reference to a question",
    "paragraph": "a reference to a paragraph",
    "recommendation": "a reference to a recommendation",
    "institution": "the name of an institution",
    "doc": "a reference to a page",
    "ref": "a reference",
}
_DATA = ("data-table", "data-chart", "dataset")


def reason_of(wish: Wish, flow: Flow, source: Source | None, report: Report) -> str:
    """Return why *wish* is refused, in words; *source* is the page as it was sent, if there is one."""
    if wish.letter is not None:
        return _atom(wish.letter, _place(wish.unit), report)
    if wish.reason:
        return wish.reason
    formats = _format(wish, flow)
    if formats:
        return formats
    marks = [flow.causes[cause] for cause in wish.causes]
    if source is not None and all(isinstance(one, Mark) and not one.text.strip() for one in marks):
        return "it holds no words: white space, a field or another sign that Word makes itself"
    return _generated(wish.unit, source, report)


def _place(unit: Unit) -> Place | None:
    origin = unit.block.origin if unit.block is not None else None
    return Place(origin.page, origin.line) if origin is not None else None


def _atom(letter: Letter, place: Place | None, report: Report) -> str:
    where = f" in {place}" if place is not None else ""
    kind = letter.atom
    written = letter.source
    if kind in COMPUTED:
        text = written.partition("`")[2].rstrip("`")
        with suppress(ObservationError):
            found = observations_of(kind, text, report.datasets)
            rows = listed(f"{one.place.path}:{one.place.line}" for one in found)
            names = listed(dict.fromkeys(one.dataset.name for one in found))
            is_one = len(found) == 1
            return (
                f"the figure comes from {names}; its row{' is' if is_one else 's are'} {rows}: change it there, or by "
                "`import` of the institution’s workbook"
            )
        return f"the figure comes from a dataset, by {written}{where}; change it in the dataset"
    if kind in CITATIONS:
        return f"a source is cited here by {written}{where}; change it there, and the source in {BIBLIOGRAPHY}"
    if kind in _REFERENCES:
        return f"{_REFERENCES[kind]} is printed here by {written}{where}; change it there"
    if kind == "number":
        return f"the number and the name of this place are printed by the machinery; change the words{where}"
    return f"a {kind} is printed here by {written[:80]}{where}; change it there"


def _format(wish: Wish, flow: Flow) -> str:
    """Return why a change of format is not written; empty when it is none."""
    marks = [one for cause in wish.causes if isinstance(one := flow.causes[cause], Mark)]
    if len(marks) != len(wish.causes) or not all("format" in mark.kind or "cell" in mark.kind for mark in marks):
        return ""
    if any(mark.kind.startswith("cell") for mark in marks):
        return "a table of a page has the same columns in each row; change the table in the page"
    said = [one for mark in marks for one in mark.meaning]
    if not said:
        return "a format that says nothing; the look of an edition is not made in the pages"
    if set(said) <= {"style", "no longer style", "numbering", "no longer numbering"}:
        return "another style; which paragraph is a heading, an item or text is said in the page, change it there"
    return f"a page has no sign for this here ({listed(dict.fromkeys(said))}), or it is about what the machinery prints"


def _generated(unit: Unit, source: Source | None, report: Report) -> str:
    """Return where the text of a paragraph comes from that is in no page as it stands."""
    place = _place(unit)
    if unit.block is None or place is None:
        if unit.block is None and not any(part.now.strip() for part in unit.parts):
            return "it changes nothing that a page prints"
        return "the first page, the contents, and heads and feet come from conf.py and from the machinery"
    if source is None:
        return f"the page {place.path} is not there any more, or cannot be read"
    around = [one for one in source.directives if one[0] <= place.line <= one[1]]
    name, argument = around[-1][2:] if around else ("", "")
    first_line = around[-1][0] if around else 0
    if name in _DATA:
        dataset = report.datasets.get(argument)
        file = dataset.path if dataset is not None else "data/datasets"
        return (
            f"the table or chart is drawn from the dataset {argument} by {place}: change its figures in {file}, or by "
            "`import` of the institution’s workbook, and its caption there"
        )
    if name == "gap" and first_line == place.line:
        return f"who must fill the gap is said in {place}; change it there"
    if name == "reply" and first_line == place.line:
        return f"the item that is answered is said in {place}; change it there"
    if name and first_line == place.line:
        return f"the machinery makes this from the data, by {{{name}}} in {place}"
    block = next((one for one in source.blocks if one.line == place.line), None)
    if block is not None and block.kind == "heading 1" and place.path.startswith(f"{REPLIES}/"):
        return (
            f"the question, its number, its status and its institutions come from the front matter of {place.path} and "
            "from the list of issues (`import` of the Committee’s document); change them there"
        )
    if block is not None and unit.block.text:
        return f"the words of {place} cannot be told letter by letter from what was sent; change them there"
    return f"the machinery makes this, in {place}"
