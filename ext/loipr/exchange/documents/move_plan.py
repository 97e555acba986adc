"""What is to become of the files of a report: planned here, written when it is agreed."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Plan:
    """The ``files`` as they will be (None: gone), what was ``done`` to them, and what is ``left`` to a person.

    ``new`` are those that were not there and have no text yet; ``texts`` are the pages as they stand by now.
    """

    files: dict[str, str | None] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    def write(self, path: str, text: str) -> None:
        """Let *path* hold *text*."""
        self.texts[path] = self.files[path] = text

    def remove(self, path: str) -> None:
        """Let *path* be gone."""
        self.texts.pop(path, None)
        self.files[path] = None
