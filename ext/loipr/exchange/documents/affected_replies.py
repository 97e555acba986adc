"""What a changed list of issues means for the replies. It reports every affected reply, and changes none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from pathlib import Path

from loipr.exchange.documents.update_data import Filing, Moved
from loipr.facts.concluding_observations import parse_recommendation
from loipr.facts.lists_of_issues import parse_question_reference
from loipr.pages.page import Page
from loipr.pages.reader import load_pages
from loipr.wording.sentences import listed


def affected(root: Path, filing: Filing) -> list[str]:
    """Return a line for each reply that the new list of issues affects, with what to do."""
    pages = load_pages(root, [])
    moved = {one.was: one for one in filing.moved}
    lines = [line for page in pages if page.is_reply for line in _of_page(page, moved)]
    there = {one.number for one in filing.moved} | {number for number, _ in filing.new}
    lines += [line for page in pages for line in _references(page, moved, there)]
    lines += list(_sections(root, filing))
    return lines


def _of_page(page: Page, moved: dict[int, Moved]) -> Iterator[str]:
    question = moved.get(page.question) if page.question is not None else None
    if question is None:
        return
    place = page.place_of("question")
    if question.number is None:
        yield (
            f"{place}: its question {question.was} ({question.subject}) is no longer in the list; the text stays as it "
            "is: give it the number of the question that it serves now, or move what is of use to other replies"
        )
        return
    if question.number != question.was:
        yield f"{place}: its question is now number {question.number}: write `question: {question.number}`"
    for reply in page.replies:
        for label in reply.labels or ():
            now = question.items.get(label, label)
            if now is None:
                item = f"item {label} of question {question.number}"
                yield f"{reply.place}: {item} is no longer there, or asks other things"
            elif now != label:
                yield f"{reply.place}: item {label} is now {now}: write `{{reply}} {now}`"
    if question.new_items and page.replies:
        items = listed(question.new_items)
        yield f"{page.path}: question {question.number} has new items that need a reply: {items}"


def _references(page: Page, moved: dict[int, Moved], there: Set[int | None]) -> Iterator[str]:
    """Yield the references that would lead to a wrong question; `check` finds those that lead nowhere."""
    for role in page.roles:
        reference = parse_question_reference(role.text) if role.name == "question" else None
        question = moved.get(reference[0]) if reference else None
        if reference is None or question is None:
            continue
        number, label = reference
        now = question.items.get(label, label)
        if question.number is None or now is None:
            if number in there:
                yield f"{role.place}: it refers to question {role.text}, which is no longer there or asks other things"
        elif (question.number, now) != (number, label):
            yield f"{role.place}: question {role.text} is now {question.number} {now}".rstrip() + (
                f": write {{question}}`{f'{question.number} {now}'.strip()}`"
            )


def _sections(root: Path, filing: Filing) -> Iterator[str]:
    """Yield the pages that list the questions of a deleted section, and the sections that no page lists."""
    drawn = {}
    for page in load_pages(root, []):
        for directive in page.directives:
            if directive.name == "question-list":
                drawn[directive.argument] = directive.place
    for name in filing.gone_sections:
        if name in drawn:
            yield f"{drawn[name]}: section {name} is no longer in the list of issues; delete the page, or draw another"
    for name, heading in filing.new_sections:
        if drawn and name not in drawn:
            yield f"section {name} (“{heading}”) is new: name its page, sections/{name}, in a table of contents"


def affected_references(root: Path, filing: Filing) -> list[str]:
    """Return a line for each reference to a paragraph of concluding observations that moved or no longer exists."""
    moved = {one.was: one for one in filing.moved}
    lines = []
    for page in load_pages(root, []):
        for role in page.roles:
            found = parse_recommendation(role.text) if role.name == "recommendation" else None
            if found is None or found.short != filing.short or found.paragraph not in moved:
                continue
            number = moved[found.paragraph].number
            if number is None:
                lines.append(f"{role.place}: {role.text} is not in the document")
            elif number != found.paragraph:
                new = re.sub(r"(?<=\s)\d+", str(number), role.text, count=1)
                lines.append(f"{role.place}: {role.text} is now {new}")
    return lines
