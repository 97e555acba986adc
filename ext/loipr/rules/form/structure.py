"""Rules of form about headings, emphasis and lists."""

import re

from loipr.facts.form_rules import FormRule
from loipr.files.places import Fix
from loipr.length.foreign_words import is_foreign
from loipr.pages.page import Prose
from loipr.report import Report
from loipr.rules.form.common import prose_of, rule_of_form
from loipr.rules.registry import Findings
from loipr.wording.labels import typed_label

_END = re.compile(r"[;,](?:\s+(?:and|or))?\s*$")


@rule_of_form
def lone_heading(report: Report, form: FormRule) -> Findings:
    """Where there is one heading, there is another of its level; a part of a text that has one part needs no heading.

    Bad: a page with `## Agencies` as its only heading below the title.

    Good: a page with `## Agencies` and `## Costs`, or with neither.
    """
    for page in report.pages:
        headings = [prose for prose in page.prose if prose.level > 1]
        for number, one in enumerate(headings):
            if page.is_numbered and not _has_sibling(headings, number):
                yield one.place, f"“{one.text.strip()}” is the only heading of its level here; drop it, or add another"


def _has_sibling(headings: list[Prose], number: int) -> bool:
    """Whether the heading *number* has another of its level before or after it, under the same higher heading."""
    level = headings[number].level
    for others in (headings[number + 1 :], headings[number - 1 :: -1] if number else ()):
        nearest = next((one.level for one in others if one.level <= level), 0)
        if nearest == level:
            return True
    return False


@rule_of_form
def typed_heading_label(report: Report, form: FormRule) -> Findings:
    """The editions label the headings: I., A., 1., (a), each in its place in the report; nobody types a label.

    Bad: `# A. General information`

    Good: `# General information`
    """
    for page in report.pages:
        for prose in page.prose if page.has_labelled_headings else ():
            label = typed_label(prose.text) if prose.heading else ""
            if label and label != prose.text:
                message = f"the heading begins with “{label.strip()}”; leave it out, the editions label the headings"
                yield prose.place, message, Fix(prose.place, label, "")


@rule_of_form
def emphasis(report: Report, form: FormRule) -> Findings:
    """Words are not set in bold or italics for emphasis; words of another language are in italics.

    Bad: `Workers **never** pay the costs of *placement*.`

    Good: `Workers do not pay the costs of placement (*biaya penempatan*).`
    """
    for _, prose in prose_of(report):
        for start, end, is_bold in prose.emphasized:
            text = " ".join(prose.text[start:end].split())
            if is_bold or not is_foreign(report, text):
                how = "bold" if is_bold else "italics"
                yield prose.place_at(start), f"“{text}” is in {how}, as emphasis; write it in plain type"


@rule_of_form
def bullet_end(report: Report, form: FormRule) -> Findings:
    """An item of a list with bullets does not end with a semicolon or a comma; that is for lettered paragraphs.

    Bad:

        - Social security;
        - Detention;

    Good:

        - Social security
        - Detention
    """
    for _, prose in prose_of(report, headings=False):
        match = _END.search(prose.text) if "bullets" in prose.around else None
        if match:
            place = prose.place_at(match.start())
            yield place, f"the item ends with “{match[0].strip()}”; leave it out, or letter the items with 1., 2."
