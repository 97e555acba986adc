"""Makes a page for each question and section of the list that has no page: with gaps in place of text.

The headings of sections do not have their labels from the list: the editions label headings themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from loipr.exchange.documents.update_data import Filing
from loipr.facts.institutions import load_institutions
from loipr.facts.lists_of_issues import ListOfIssues, Question, read_list_of_issues, reply_path
from loipr.files.places import Problem
from loipr.files.yaml_file import parse_yaml
from loipr.pages.page import reply_pages
from loipr.pages.plain_text import as_text
from loipr.pages.reader import load_pages


def new_pages(root: Path, filing: Filing) -> dict[str, str]:
    """Return the texts, by path, of the pages that the list in *filing* needs and *root* lacks. No file is replaced.

    A reply to a question with a new number still answers it. Until a question has a lead, its page names the first
    institution on record.
    """
    listing = filed_list(filing)
    pages = load_pages(root, [])
    renumbered = {one.was: one.number for one in filing.moved}
    answered = {renumbered.get(page.question, page.question) for page in reply_pages(pages) if page.question}
    institutions = load_institutions(root, []).by_id.values()
    first = next((one.id for one in institutions if not one.successors), "")
    found = {
        reply_path(question.number, question.slug): _reply_page(question, question.lead or first)
        for question in listing.questions.values()
        if question.number not in answered
    }
    drawn = {one.argument for page in pages for one in page.directives if one.name == "question-list"}
    for section in listing.sections:
        if section.id not in drawn and section.questions:
            list_ = f":::{{question-list}} {section.id}\n:::\n"
            found[f"docs/sections/{section.id}.md"] = f"# {as_text(section.headings[-1])}\n\n{list_}"
    return {path: text for path, text in found.items() if not (root / path).exists()}


def filed_list(filing: Filing) -> ListOfIssues:
    """Return the list of issues as *filing* will have it."""
    problems: list[Problem] = []
    node = parse_yaml(filing.text, filing.path, problems)
    assert node is not None, problems
    return read_list_of_issues(node, node.text("symbol"), problems)


def _reply_page(question: Question, lead: str) -> str:
    front = f"---\nquestion: {question.number}\nstatus: draft\nlead: {lead}\n---\n"
    return "\n".join((front, f"# {as_text(question.subject)}\n", *_replies(question, lead)))


def _replies(question: Question, lead: str) -> Iterator[str]:
    if not question.items:
        yield f":::{{gap}} {lead}\nThe reply to this question.\n:::\n"
    for item in question.items:
        yield gap_block(item.label, lead)


def gap_block(label: str, lead: str) -> str:
    """Return the block for an item without a reply."""
    return f"::::{{reply}} {label}\n:::{{gap}} {lead}\nThe reply to this item.\n:::\n::::\n"
