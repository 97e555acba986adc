"""Rules about the days by which things are due."""

from itertools import pairwise

from loipr.pages.page import DUE
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.wording.languages import _


@rule(Severity.ERROR)
def invalid_due_date(report: Report) -> Findings:
    """The option `due` of a gap is a day that the calendar has, written YYYY-MM-DD.

    Bad:

        :::{gap} Kemnaker
        :due: 2025-06-31
        Figures on foreign workers by sex for 2024.
        :::

    Good:

        :::{gap} Kemnaker
        :due: 2025-06-30
        Figures on foreign workers by sex for 2024.
        :::
    """
    for page in report.pages:
        for gap in page.gaps:
            if DUE in gap.options and gap.due is None:
                yield gap.place, f"`due` is “{gap.options[DUE]}”, not a day; write it as 2025-06-30"


@rule(Severity.WARNING)
def date_after_filing(report: Report) -> Findings:
    """Nothing is due after the day of filing: the deadline of the list of issues, or that in data/calendar.yaml.

    Bad: a milestone on 4 August 2025, or a gap with `:due: 2025-08-04`, where the report is due on 31 July 2025.

    Good: a day before, with the time that others need to read what comes in.
    """
    deadline = report.calendar.deadline
    if deadline is None:
        return
    for milestone in report.calendar.milestones:
        if milestone.day is not None and milestone.day > deadline:
            yield milestone.place, f"{milestone.title} is on {milestone.day}, after the day of filing, {deadline}"
    for page in report.pages:
        for gap in page.gaps:
            if gap.due is not None and gap.due > deadline:
                yield gap.place, f"the gap is due on {gap.due}, after the day of filing, {deadline}"
    for meeting in report.meetings:
        for decision in meeting.decisions if meeting.first <= deadline else ():
            if decision.by is not None and decision.by > deadline:
                yield decision.place, f"the decision is due on {decision.by}, after the day of filing, {deadline}"


@rule(Severity.WARNING)
def date_before_list(report: Report) -> Findings:
    """No gap is due before the day of the list of issues, which asks for it.

    A day that is past is no mistake: `loipr chase` tells what is late. `check` finds the same on whatever day.

    Bad: a gap with `:due: 2015-06-30`, where the list of issues is of 10 January 2025.

    Good: `:due: 2025-06-30`
    """
    asked = report.list_of_issues.dated if report.list_of_issues is not None else None
    for page in report.pages if asked is not None else ():
        for gap in page.gaps:
            if gap.due is not None and asked is not None and gap.due < asked:
                message = _("the gap is due on {due}, before the list of issues, of {day}; is the year mistyped?")
                yield gap.place, message.format(due=gap.due, day=asked)


@rule(Severity.ERROR)
def disordered_milestones(report: Report) -> Findings:
    """The milestones of data/calendar.yaml are in the order of their days.

    Bad: `text-in` 20 days before the day of filing, and below it `data-in` 25 days before.

    Good: `data-in` first.
    """
    dated = [one for one in report.calendar.milestones if one.day is not None]
    for before, milestone in pairwise(dated):
        if before.day is not None and milestone.day is not None and milestone.day < before.day:
            yield (
                milestone.place,
                f"{milestone.title} is on {milestone.day}, before {before.title} above it ({before.day}); "
                "put them in the order of their days, or correct the days",
            )
