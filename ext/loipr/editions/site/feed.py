"""The feed of the site (Atom): its editions, and what changed on which day.

It tells what git has, whatever the day on which the site is built; without git, or without an address of the site,
there is none.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from sphinx.application import Sphinx

from loipr.coordination.history import Change, Revision
from loipr.coordination.tasks import history_of
from loipr.files.git import GitError, git
from loipr.markup.report_of_build import report_of
from loipr.report import Report
from loipr.wording.dates import in_words
from loipr.wording.phrases import reply_to

FILE = "feed.xml"
#: The days that are told, the newest first. Who reads a feed has read the older ones.
_DAYS = 30
#: The tags from which official editions are built.
_EDITIONS = "edition-*"


class _Entry(NamedTuple):
    """An entry: its name in the feed, its day, its title and the lines of its text."""

    name: str
    day: datetime.date
    title: str
    lines: tuple[str, ...]


def has_feed(report: Report) -> bool:
    """Whether the site of *report* has a feed."""
    return bool(report.settings.site_address and history_of(report).revisions)


def write_feed(app: Sphinx, exception: Exception | None) -> None:
    """Write the feed to the site (``build-finished``)."""
    if exception is not None or app.builder.format != "html":
        return
    report, file = report_of(app.env), Path(app.outdir) / FILE
    file.unlink(missing_ok=True)
    if has_feed(report):
        entries = sorted([*_editions(report), *_days(report)], key=lambda one: (one.day, one.name), reverse=True)
        file.write_text(_feed(report, entries, str(app.config.author)), encoding="utf-8", newline="\n")


def _editions(report: Report) -> Iterator[_Entry]:
    """Yield the editions that were tagged, each with the day of its commit."""
    form = "%(refname:lstrip=2) %(*committerdate:short)%(committerdate:short)"
    try:
        told = git(report.root, "for-each-ref", f"--format={form}", f"refs/tags/{_EDITIONS}").decode("utf-8", "replace")
    except GitError:
        return
    for line in told.splitlines():
        name, _, day = line.rpartition(" ")
        yield _Entry(name, datetime.date.fromisoformat(day), f"Official edition {name.partition('-')[2]}", ())


def _days(report: Report) -> Iterator[_Entry]:
    """Yield the last days on which something changed that readers see."""
    told = list(_changes_by_day(report, history_of(report).revisions))
    for day, lines in [one for one in told if one[1]][-_DAYS:]:
        yield _Entry(f"changes-{day.isoformat()}", day, f"Changes of {in_words(day)}", lines)


def _changes_by_day(report: Report, revisions: Sequence[Revision]) -> Iterator[tuple[datetime.date, tuple[str, ...]]]:
    pages = {page.path: page for page in report.pages if page.is_numbered}
    names = {path: reply_to(page.question) if page.is_reply and page.question else "" for path, page in pages.items()}
    titles = {path: f"{names[path]} {page.title}".lstrip() for path, page in pages.items()}
    titles |= {dataset.path: f"Data: {dataset.title}" for dataset in report.datasets.values()}
    status: dict[str, str] = {}
    for day, group in groupby(revisions, lambda one: one.day):
        lines = [line for one in group for change in one.changes if (line := _line(change, titles, status))]
        yield day, tuple(dict.fromkeys(lines))


def _line(change: Change, titles: dict[str, str], status: dict[str, str]) -> str:
    """Return what *change* did, in words; empty if readers do not see it. *status* is that of each page before it."""
    before = status.pop(change.before or change.path, "")
    now = change.state.status if change.state is not None else ""
    status[change.path] = now
    title = titles.get(change.path, "")
    return f"{title} (now {now})" if title and now and now != before else title


def _feed(report: Report, entries: Sequence[_Entry], author: str) -> str:
    address = report.settings.site_address
    return "".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n',
            f"<id>{escape(address)}</id>\n<title>{escape(report.settings.symbol)}: editions and changes</title>\n",
            f'<link rel="self" href={quoteattr(address + FILE)}/>\n<link href={quoteattr(address)}/>\n',
            f"<author><name>{escape(author or report.settings.symbol)}</name></author>\n",
            f"<updated>{_moment(entries[0].day if entries else report.settings.dated)}</updated>\n",
            *(_entry(address, one) for one in entries),
            "</feed>\n",
        ]
    )


def _entry(address: str, entry: _Entry) -> str:
    text = "\n".join(entry.lines) or f"The official edition {entry.name} was made."
    return (
        f"<entry><id>{escape(f'{address}{FILE}#{entry.name}')}</id><title>{escape(entry.title)}</title>\n"
        f"<link href={quoteattr(address)}/><updated>{_moment(entry.day)}</updated>\n"
        f"<summary>{escape(text)}</summary></entry>\n"
    )


def _moment(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
