"""Rules about replies: is every item answered, with something in it?"""

import re
from bisect import bisect
from collections.abc import Sequence, Set

from loipr.facts.lists_of_issues import Item, Question
from loipr.files.places import Place
from loipr.pages.gap_words import gap_words
from loipr.pages.page import Page
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.wording.languages import _
from loipr.wording.sentences import listed

_PLACEHOLDER = re.compile(
    r"\b(?:TBD|TBC|TBA|TODO|FIXME|X{3,})\b|(?i:\blorem ipsum\b"
    r"|\bto be (?:completed|added|confirmed|provided|filled(?: in)?)(?=\s*(?:[.)\]…]|$))"
    r"|\b(?:akan|perlu) (?:dilengkapi|diisi|ditambahkan)\b)"
)
_NOTHING = re.compile(r"[\s\ufffc]*+(?:…|\.{3,}+|\?+|-+|–|—|(?i:n/?a|none|nil|idem|ditto))?[\s.]*")


@rule(Severity.ERROR)
def unanswered_item(report: Report) -> Findings:
    """Every item of a question has its reply.

    Bad: question 1 asks (a) and (b), and the page replies to (a) alone.

    Good:

        :::{reply} (a)
        Since 2017 …
        :::

        :::{reply} (b)
        With Malaysia …
        :::
    """
    for number, page in report.pages_by_question.items():
        question = report.questions.get(number)
        if question is None:
            continue
        labels = [label for reply in page.replies for label in reply.labels or ("",)]
        known = {item.label for item in question.walk()}
        # A reply to no item, to one that there is not or to one that has its reply may be the one that is missing.
        if len(set(labels)) < len(labels) or not known.issuperset(labels):
            continue
        for label in _unanswered(question.items, set(labels)):
            message = _("item {label} of question {number} has no reply; add :::{{reply}} {label}")
            yield page.place_of("question"), message.format(label=label, number=number)


def _unanswered(items: Sequence[Item], answered: Set[str]) -> list[str]:
    """Return the items that have no reply of their own or of an item above; an item stands for all that are below."""
    found: list[str] = []
    for item in items:
        if item.label not in answered:
            below = _unanswered(item.items, answered)
            found += below if item.items and below != [one.label for one in item.items] else [item.label]
    return found


@rule(Severity.ERROR)
def unknown_item(report: Report) -> Findings:
    """A reply names items that its question has, and no two replies on the page name the same.

    Bad: `:::{reply} (k)` where the question ends with (c).

    Good: `:::{reply} (c)`
    """
    answered = [page.question for page in report.pages if page.is_reply]
    for number, page in report.pages_by_question.items():
        question = report.questions.get(number)
        # Of two pages with one number, one has another's.
        if question is not None and answered.count(number) == 1:
            yield from _item_faults(page, question)


def _item_faults(page: Page, question: Question) -> Findings:
    known = [item.label for item in question.walk()]
    first: dict[str, Place] = {}
    for reply in page.replies:
        if reply.labels is None and reply.argument:
            yield (
                reply.place,
                _("“{argument}” names no item; write :::{{reply}} (a), or (a) and (b)").format(argument=reply.argument),
            )
        for label in reply.labels or ():
            if label not in known:
                there_are = (
                    _("it has {known}").format(known=listed(known))
                    if known
                    else _("it has no items; write the reply without the block")
                )
                yield (
                    reply.place,
                    _("question {number} has no item {label} ({there_are})").format(
                        number=question.number, label=label, there_are=there_are
                    ),
                )
            elif label in first:
                yield (
                    reply.place,
                    _("item {label} has a reply already, in line {line}; join the two").format(
                        label=label, line=first[label].line
                    ),
                )
            first.setdefault(label, reply.place)


@rule(Severity.ERROR)
def empty_reply(report: Report) -> Findings:
    """A reply says something; where nothing is known, it says so with a gap.

    Bad:

        :::{reply} (b)
        :::

    Good:

        ::::{reply} (b)
        :::{gap} Kemnaker
        Wages of domestic workers abroad.
        :::
        ::::
    """
    for page in report.pages_by_question.values():
        for reply in page.replies:
            if not reply.filled and _NOTHING.fullmatch(reply.words):
                yield (
                    reply.place,
                    _("the reply to {argument} is empty; write it, or a gap that says who should").format(
                        argument=reply.argument
                    ),
                )
        if not page.replies and not page.directives and not any(not prose.heading for prose in page.prose):
            yield Place(page.path, 1), _("the page holds no reply; write it, or a gap that says who should")


@rule(Severity.ERROR)
def text_outside_reply(report: Report) -> Findings:
    """Where a question has items, all text after the first reply belongs to a reply: otherwise it answers none of them.

    Bad:

        :::{reply} (b)
        With Malaysia …
        :::

        The agreement has been renewed.

    Good:

        :::{reply} (b)
        With Malaysia …

        The agreement has been renewed.
        :::
    """
    for page in report.pages_by_question.values():
        if not page.replies or any(reply.labels is None for reply in page.replies):
            continue
        begins = [reply.place.line for reply in page.replies]
        texts = [one.place for one in page.prose if not (one.item or one.heading or "footnote" in one.around)]
        blocks = [one.place for one in page.directives if not one.item and one.name != "reply"]
        told = set()
        for place in sorted({*texts, *blocks}, key=lambda place: place.line):
            before = bisect(begins, place.line)
            if before and before not in told:
                told.add(before)
                item = page.replies[before - 1].argument
                yield (
                    place,
                    _("this is in no reply; put it into the block of {item}, or above the first reply").format(
                        item=item
                    ),
                )


@rule(Severity.ERROR)
def placeholder_reply(report: Report) -> Findings:
    """No placeholder is left in a reply.

    Bad: `TBD`, `TBC`, `TBA`, `TODO`, `FIXME`, `XXX`, `…`, `n/a`, `lorem ipsum`, `akan dilengkapi`, or a sentence that
    ends with `to be completed`, `added`, `confirmed`, `provided` or `filled in`.

    Good: the text itself, or a gap that names who should write it.
    """
    for page in report.pages:
        if not page.is_reply:
            continue
        for prose in page.prose:
            match = _PLACEHOLDER.search(prose.text)
            if match:
                yield (
                    prose.place_at(match.start()),
                    _("“{text}” is a placeholder; write the text, or a gap").format(text=match[0]),
                )
            elif prose.text.strip() and "\ufffc" not in prose.text and _NOTHING.fullmatch(prose.text):
                yield (
                    prose.place,
                    _("“{text}” is a placeholder; write the text, or a gap").format(text=prose.text.strip()),
                )


@rule(Severity.WARNING)
def repeated_gap(report: Report) -> Findings:
    """A reply has each gap once: a gap is a task of its institutions, and two that are alike are two letters for one.

    Bad:

        :::{gap} Kemnaker
        Wages of domestic workers abroad.
        :::

        :::{gap} Kemnaker
        Wages of domestic workers abroad.
        :::

    Good: one of the two, or two that say what is missing of each.
    """
    for page in report.pages:
        first: dict[tuple[str, frozenset[str], str], Place] = {}
        for gap in page.gaps:
            names = frozenset(name.strip() for name in gap.argument.split(","))
            known = first.setdefault((gap.item, names, gap_words(gap.body)), gap.place)
            if known is not gap.place:
                message = _("the same gap is in line {line}; delete one of the two, or say what else is missing")
                yield gap.place, message.format(line=known.line)
