"""Rules about the register of recommendations: what the State does about each of them."""

import datetime
from collections.abc import Iterator, Mapping, Sequence

from loipr.facts.concluding_observations import due_of, recommendation_fault
from loipr.facts.register import DONE, NOT_ACCEPTED, SUPERSEDED, UNDER_WAY, Entry, Register
from loipr.report import Report
from loipr.rules.registry import Findings, Severity, rule


def unanswered(report: Report) -> Iterator[Entry]:
    """Yield the recommendations that no reply takes up, though they were made before the report's date of reference.

    One that a later recommendation supersedes needs no reply.
    """
    for entry in report.register.entries.values():
        if recommendation_fault(entry.id, report.concluding_observations):
            continue
        document = report.concluding_observations.get(entry.recommendation.short)
        date = document.date if document is not None else None
        is_later = date is not None and date > report.settings.reference_date
        if not (is_later or entry.status == SUPERSEDED or report.replies_by_recommendation[entry.id]):
            yield entry


def due_day(entry: Entry, report: Report) -> datetime.date | None:
    """Return the day by which *entry* is to be carried out: its own, or the day of the follow-up that is asked for."""
    return entry.due or due_of(entry.recommendation, report.concluding_observations)


@rule(Severity.GAP)
def unanswered_recommendation(report: Report) -> Findings:
    """A reply takes up each recommendation of the cycle before: it refers to it, or is named as evidence.

    Bad: `id: CO/1 24` in data/register.yaml, and no reply that says what was done about it.

    Good:

        Complaints are now received at five airports ({recommendation}`CO/1 24`).
    """
    for entry in unanswered(report):
        id_ = entry.id
        yield entry.place, f"no reply takes up {id_}; refer to it as {{recommendation}}`{id_}` where it is answered"


@rule(Severity.WARNING)
def unproven_status(report: Report) -> Findings:
    """What the register says of a recommendation is shown: by evidence, a reason, or the later recommendation.

    Bad: `status: done`, and nothing else.

    Good:

        - id: CO/1 24
          status: done
          evidence: [question 10 (a), dataset complaints]

    Good: `status: not accepted` with a `note` that says why; `status: superseded`, and a later recommendation that
    `continues` this one.
    """
    for entry in report.register.entries.values():
        lack = _lack(entry, report.register)
        if lack:
            yield entry.places["status"], f"{entry.id} is “{entry.status}”, {lack}"


def _lack(entry: Entry, register: Register) -> str:
    if entry.status in (UNDER_WAY, DONE) and not entry.evidence:
        return "and nothing shows it; name the reply, the paragraph or the dataset in `evidence`, as question 8 (a)"
    if entry.status == NOT_ACCEPTED and not entry.note:
        return "and nothing says why; write the reason in `note`"
    if entry.status == SUPERSEDED and entry.id not in register.continued_by:
        return f"and no later recommendation continues it; write `continues: {entry.id}` at the one that does"
    return ""


@rule(Severity.WARNING)
def overdue_recommendation(report: Report) -> Findings:
    """A recommendation is carried out by its day, or the register says why not, at the report's date of reference.

    Bad: `status: under way` and `due: 2025-03-01`, where the date of reference is 31 July 2025.

    Good: `status: done` with its evidence, or the day that holds now.
    """
    reference = report.settings.reference_date
    for entry in report.register.entries.values():
        due = due_day(entry, report)
        if entry.is_open and due is not None and due <= reference:
            yield entry.place, f"{entry.id} was due on {due} and is “{entry.status}”; write what was done, or a new day"


@rule(Severity.ERROR)
def circular_recommendation(report: Report) -> Findings:
    """A recommendation continues those of earlier cycles, and none of them leads back to it.

    Bad: `continues: CO/2 31` at CO/1 27.

    Good: `continues: CO/1 27` at CO/2 31.
    """
    dates = {short: document.date for short, document in report.concluding_observations.items()}
    entries = report.register.entries
    kept: dict[str, list[str]] = {}
    for entry in entries.values():
        own, place = dates.get(entry.recommendation.short), entry.places.get("continues", entry.place)
        for name in entry.continues:
            short = name.split()[0]
            other = dates.get(short)
            if short == entry.recommendation.short:
                yield place, f"{entry.id} and {name} are of one document; name one of an earlier cycle"
            elif own is not None and other is not None and other >= own:
                yield place, f"{name} is not of an earlier cycle than {entry.id}; write `continues` at the later one"
            else:
                kept.setdefault(entry.id, []).append(name)
    for circle in _circles(kept):
        way = " -> ".join((*circle, circle[0]))
        place = entries[circle[0]].places["continues"]
        yield place, f"{circle[0]} leads back to itself ({way}); only the later continues the earlier one"


def _circles(edges: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield each way along *edges* that ends where it began, once for each edge that closes one."""
    done: set[str] = set()
    for start in edges:
        if start in done:
            continue
        way, on_way = [start], {start: 0}
        ahead = [(start, iter(edges[start]))]
        while ahead:
            name, following = ahead[-1]
            after = next(following, None)
            if after is None:
                ahead.pop()
                done.add(way.pop())
                del on_way[name]
            elif after in on_way:
                yield way[on_way[after] :]
            elif after not in done:
                on_way[after] = len(way)
                way.append(after)
                ahead.append((after, iter(edges.get(after, ()))))
