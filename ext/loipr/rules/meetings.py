"""Rules about the meetings of data/meetings."""

from itertools import pairwise

from loipr.facts.meetings import FOLDER
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule
from loipr.wording.sentences import listed


@rule(Severity.ERROR)
def misnamed_meeting(report: Report) -> Findings:
    """The file of a meeting is named after its first day, or after its month if the day is not known.

    Bad: `data/meetings/2025-07-02.yaml` with `date: 2025-07-22`.

    Good: `data/meetings/2025-07-22.yaml` with `date: 2025-07-22`.
    """
    for meeting in report.meetings:
        if meeting.id != meeting.named_after:
            name = f"{FOLDER}/{meeting.named_after}.yaml"
            yield meeting.place, f"the meeting is of {meeting.event.when}; rename the file to {name}, or correct `date`"


@rule(Severity.ERROR)
def overlapping_meetings(report: Report) -> Findings:
    """A day belongs to one meeting, and a meeting of several days is one file.

    Bad: `data/meetings/2025-06-12.yaml` with `date: 2025-06-12 to 2025-06-13`, and `data/meetings/2025-06-13.yaml`.

    Good: the file of 12 June alone, with what was decided on both days.
    """
    exact = [meeting for meeting in report.meetings if meeting.is_exact]
    for before, meeting in pairwise(exact):
        if meeting.first <= before.event.period.last:
            message = f"{meeting.first} is a day of the meeting in {before.place.path} already"
            yield meeting.place, f"{message}; put the two into one file, or correct `date`"


@rule(Severity.ERROR)
def meeting_kept_twice(report: Report) -> Findings:
    """A meeting stands in data/meetings alone; the calendar shows it from there.

    Bad: an event of 22 July 2025 in data/calendar.yaml with the same source as `data/meetings/2025-07-22.yaml`.

    Good: the file of the meeting, and no such event.
    """
    by_source = {(one.event.period, source): one for one in report.meetings for source in one.event.sources}
    for event in report.calendar.events:
        meeting = next(
            (by_source[event.period, key] for key in event.sources if (event.period, key) in by_source), None
        )
        if meeting is not None:
            yield event.place, f"this is the meeting in {meeting.place.path}; delete the event here"


@rule(Severity.ERROR)
def decision_for_nobody(report: Report) -> Findings:
    """A decision says who is to do it: one institution, which others may help.

    Bad:

        decisions:
        - what: Bring the figures on foreign workers.

    Good:

        decisions:
        - what: Bring the figures on foreign workers.
          who: Kemnaker
          with: [KP2MI]
          by: 2025-07-11
    """
    for meeting in report.meetings:
        for decision in meeting.decisions:
            if not decision.who:
                yield decision.place, "nobody is to do this; write `who: ` and an institution"


@rule(Severity.ERROR)
def decision_before_meeting(report: Report) -> Findings:
    """What a meeting decides is due, and done, on the day of the meeting or later.

    Bad: `by: 2025-06-11` or `done: 2025-06-11` in `data/meetings/2025-06-12.yaml`.

    Good: `by: 2025-07-11`
    """
    for meeting in report.meetings:
        for decision in meeting.decisions:
            for name, day in (("due", decision.by), ("done", decision.done)):
                if day is not None and day < meeting.first:
                    yield (
                        decision.place,
                        f"the decision is {name} on {day}, before the meeting ({meeting.first}); correct the day",
                    )


@rule(Severity.ERROR)
def question_in_two_groups(report: Report) -> Findings:
    """The groups of a meeting share its questions out: each question belongs to one group.

    Bad: group 1 with `questions: 1-10` and group 2 with `questions: 10-18`.

    Good: group 2 with `questions: 11-18`.
    """
    for meeting in report.meetings:
        first: dict[int, str] = {}
        for group in meeting.groups:
            twice = [number for number in group.questions if first.setdefault(number, group.name) != group.name]
            if twice:
                names = listed(dict.fromkeys(first[number] for number in twice))
                numbers = listed(map(str, twice))
                yield group.place, f"{numbers} of group {group.name} is in group {names} already; leave it in one"


@rule(Severity.WARNING)
def consultation_without_effect(report: Report) -> Findings:
    """A consultation says where it was taken up: in a reply, a paragraph or a recommendation; or why nowhere.

    Bad:

        consultations:
        - heard: Migrant CARE
          on: Costs of placement.

    Good:

        consultations:
        - heard: Migrant CARE
          on: Costs of placement.
          questions: 8 (a)

    or, instead of the last line, the reason:

        reason: The subject is that of another report.
    """
    for meeting in report.meetings:
        for one in meeting.consultations:
            if not one.is_taken_up and not one.reason:
                yield (
                    one.place,
                    f"what {listed(one.heard) or 'nobody named'} said is taken up nowhere; name the `questions`, "
                    "`paragraphs` or `recommendations`, or say in `reason` why there is none",
                )
