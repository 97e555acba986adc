"""Rules about references to tables and figures."""

from loipr.files.reading import meant
from loipr.pages.page import parse_table_reference
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.wording.languages import _
from loipr.wording.sentences import did_you_mean


@rule(Severity.ERROR)
def unknown_table(report: Report) -> Findings:
    """A reference to a table or figure leads to one that has that name, and a number.

    Numbers shift when a table is added, so a table is referred to by a name: that of its dataset for the table in the
    annex, or one of your own, in `:name:`. The edition prints “table” or “figure”, and the number of the day.

    Bad:

        {table}`12`

    Good:

        :::{data-table} placements_by_year
        :name: placements-since-2020
        :::

    and elsewhere:

        See {table}`placements-since-2020`, and {table}`placements_by_year` for all figures.
    """
    for page in report.pages:
        for role in page.roles:
            if role.name != "table":
                continue
            name, _begins = parse_table_reference(role.text)
            if name not in report.table_names:
                yield role.place, _fault(name, report), meant(role.place, name, report.table_names)


def _fault(name: str, report: Report) -> str:
    """Return why nothing in the report has the *name* and a number, and what to do."""
    found = next((one for page in report.pages for one in page.table_names if one.name == name), None)
    if found is not None and not found.has_caption:
        return _("{name} has no number, because it has no caption; give it one").format(name=name)
    if found is not None:
        return _("{name} has no number, because its page is no part of the report").format(name=name)
    message = _("no table or figure has the name {name}").format(name=name)
    hint = did_you_mean(name, report.table_names)
    return message + (hint or _("; name the one that is meant, by :name: in its block"))
