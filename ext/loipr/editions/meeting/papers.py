"""Which papers are asked for: the meeting, its questions, and the day on which they are printed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from sphinx.config import Config

from loipr.facts.lists_of_issues import as_ranges
from loipr.facts.meetings import Meeting
from loipr.report import Report
from loipr.wording.period_words import in_words

#: The setting of Sphinx that holds the papers as plain values.
SETTING = "loipr_papers"


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers for a *meeting* on some *questions*. ``today`` is the day from which days left are counted, if any."""

    meeting: Meeting
    questions: tuple[int, ...]
    today: datetime.date | None

    @property
    def file(self) -> str:
        """The name of their file, without its ending: ``questions-13-20``, ``questions-1_4_13-20``."""
        return f"questions-{'_'.join(as_ranges(self.questions))}"

    @property
    def title(self) -> str:
        return f"Papers for the meeting of {in_words(self.meeting.event.when)}"

    def setting(self) -> Mapping[str, object]:
        """Return the papers as plain values, for :data:`SETTING`."""
        today = str(self.today) if self.today is not None else ""
        return {"meeting": self.meeting.id, "questions": list(self.questions), "today": today}


def papers_of(config: Config, report: Report) -> Papers:
    """Return the papers that the build is to make."""
    setting = config[SETTING]
    meeting = next(one for one in report.meetings if one.id == setting["meeting"])
    today = datetime.date.fromisoformat(setting["today"]) if setting["today"] else None
    return Papers(meeting, tuple(setting["questions"]), today)
