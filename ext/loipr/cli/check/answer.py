"""The content of an answer, which is the same in every form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from loipr.cli.check.fixes import Lines, Span
from loipr.coordination.tasks import Task, tasks_of
from loipr.facts.acceptances import Acceptance
from loipr.files.places import Fix
from loipr.files.reading import read_text
from loipr.report import Report
from loipr.rules import Diagnostic, Severity, judge
from loipr.wording.languages import ENGLISH, Language


@dataclass(frozen=True)
class Answer:
    """The findings in the ``files`` and folders that were asked for; in all files if that is empty.

    ``listed`` has the findings that are shown. Gaps are among them only if the user asks for ``gaps``, because the site
    and the official edition list them. ``elsewhere`` counts the errors in other files. The forms of the answer say
    messages in ``language``; what they compare and count stays in English.
    """

    report: Report
    files: tuple[str, ...] = ()
    gaps: bool = False
    language: Language = ENGLISH
    _files_read: dict[str, Lines] = field(default_factory=dict, init=False, compare=False)

    @cached_property
    def found(self) -> tuple[Diagnostic, ...]:
        """All findings at the places that were asked for, without accepted ones."""
        return tuple(one for one in judge(self.report).findings if self._is_asked_for(one))

    @cached_property
    def accepted(self) -> tuple[tuple[Diagnostic, Acceptance], ...]:
        """The accepted findings at the places that were asked for, each with its acceptance."""
        return tuple((one, by) for one, by in judge(self.report).accepted if self._is_asked_for(one))

    @property
    def listed(self) -> tuple[Diagnostic, ...]:
        """The findings to show: those of ``found``, with gaps only if the user asked for them."""
        return tuple(one for one in self.found if self.gaps or one.severity != Severity.GAP)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks at the places that were asked for."""
        return tuple(task for task in tasks_of(self.report) if self._is_below(task.place.path))

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings there are at the places that were asked for, by severity; gaps are counted too."""
        return Counter(one.severity for one in self.found)

    @property
    def elsewhere(self) -> int:
        """How many errors there are at other places."""
        errors = sum(one.severity == Severity.ERROR for one in judge(self.report).findings)
        return errors - self.counts.get(Severity.ERROR, 0)

    def _is_asked_for(self, found: Diagnostic) -> bool:
        return self._is_below(found.place.path)

    def _is_below(self, path: str) -> bool:
        return not self.files or any(path == asked or path.startswith(f"{asked}/") for asked in self.files)

    def place_fix(self, found: Diagnostic) -> tuple[Fix, Lines, list[Span]] | None:
        """Return the fix of a finding, the lines of its file, and the parts of the text that the fix replaces.

        It is None if the finding has no fix, or if the file does not have exactly the text that was judged.
        """
        fix = found.fix
        if fix is None:
            return None
        path = fix.place.path
        if path not in self._files_read:
            text = read_text(self.report.root, path, [])
            self._files_read[path] = Lines(text if text is not None else "")
        spans = self._files_read[path].find(fix)
        return (fix, self._files_read[path], spans) if spans else None
