"""Which draft is asked for: its questions, and whether it has the open comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loipr.editions.edition import file_name
from loipr.facts.lists_of_issues import as_ranges, questions_in_words

if TYPE_CHECKING:
    from sphinx.config import Config

#: The setting of Sphinx that holds the draft as plain values.
SETTING = "loipr_draft"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of the replies to some *questions*, or without them of the whole report."""

    questions: tuple[int, ...] = ()
    has_comments: bool = False

    def file(self, symbol: str) -> str:
        """Return the name of its file without the ending, such as ``CMW-C-IDN-2-questions-13-20``."""
        part = f"-questions-{'_'.join(as_ranges(self.questions))}" if self.questions else ""
        return f"{file_name(symbol)}{part}{'-with-comments' if self.has_comments else ''}"

    def title(self, whole: str) -> str:
        """Return its title, from that of the *whole* report."""
        return f"{whole}: {questions_in_words(self.questions)}" if self.questions else whole

    def setting(self) -> Mapping[str, object]:
        """Return the draft as plain values, for :data:`SETTING`."""
        return {"questions": list(self.questions), "has_comments": self.has_comments}


def draft_of(config: Config) -> Draft:
    """Return the draft that the build is to make."""
    setting = config[SETTING]
    return Draft(tuple(setting["questions"]), setting["has_comments"])
