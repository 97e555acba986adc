"""Changes the pages of sections, and the tables of contents that name them, for a changed list of issues."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from loipr.exchange.documents.move_plan import Plan
from loipr.exchange.documents.update_data import Filing
from loipr.facts.lists_of_issues import ListOfIssues
from loipr.pages.page import FOLDER, Page, docname_of

_FENCE = re.compile(r"\s*(?::{3,}|`{3,})(\{toctree\})?")


def move_sections(plan: Plan, pages: Sequence[Page], filing: Filing, listing: ListOfIssues) -> None:
    """Remove the pages of deleted sections from the contents, and add the pages of new sections."""
    drawn = {one.argument: page for page in pages for one in page.directives if one.name == "question-list"}
    for name in filing.gone_sections:
        if name in drawn:
            _drop(plan, drawn[name])
    if not drawn:
        return
    for index, section in enumerate(listing.sections):
        if section.id in drawn:
            continue
        around = [(one, 1) for one in listing.sections[max(index - 1, 0) : index]]
        around += [(one, 0) for one in listing.sections[index + 1 : index + 2]]
        # Only a neighbour under the same headings shows the place of this one in the contents.
        near = [(_docname(one.id, drawn), after) for one, after in around if one.within == section.within]
        docname = _docname(section.id, drawn)
        if not any(_enter(plan, docname, other, after) for other, after in near):
            message = f"section {section.id} (“{section.heading}”) is new: name its page, {docname}"
            plan.left.append(f"{message}, in a table of contents")


def _docname(section: str, drawn: dict[str, Page]) -> str:
    return drawn[section].docname if section in drawn else f"sections/{section}"


def _drop(plan: Plan, page: Page) -> None:
    """Delete the *page* of a deleted section, if it has no text of its own."""
    if len(page.directives) > 1 or any(not one.heading for one in page.prose):
        plan.left.append(f"{page.path}: its section is no longer in the list; delete the page, or draw another")
        return
    plan.remove(page.path)
    plan.done.append(f"{page.path}: its section is no longer in the list; the page was deleted")
    for path, number in list(_entries(plan, page.docname)):
        lines = plan.texts[path].split("\n")
        del lines[number]
        plan.write(path, "\n".join(lines))


def _enter(plan: Plan, docname: str, other: str, after: int) -> bool:
    """Add *docname* to the contents that name the page *other*: *after* (1) or before (0) it; return whether any do."""
    place = next(_entries(plan, other), None)
    if place is None:
        return False
    path, number = place
    lines = plan.texts[path].split("\n")
    lines.insert(number + after, posixpath.relpath(docname, posixpath.dirname(docname_of(path)) or "."))
    plan.write(path, "\n".join(lines))
    plan.done.append(f"{path}: the section {docname} is new, and stands in these contents now")
    return True


def _entries(plan: Plan, docname: str) -> Iterator[tuple[str, int]]:
    """Yield where tables of contents name the page *docname*, once for each file: the file, and the line (from 0)."""
    for path, text in sorted(plan.texts.items()):
        inside = False
        for number, line in enumerate(text.split("\n") if path.startswith(f"{FOLDER}/") else ()):
            if fence := _FENCE.match(line):
                inside = fence[1] is not None
            elif inside and _leads_to(line, docname_of(path)) == docname:
                yield path, number
                break


def _leads_to(entry: str, page: str) -> str:
    target = entry.strip()
    target = target[:-1].rpartition("<")[2] if target.endswith(">") else target
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(page), target)).lstrip("/").removesuffix(".md")
