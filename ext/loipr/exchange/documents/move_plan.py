"""The planned changes to the files of a report; they are written later, with consent."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Plan:
    """The ``files`` as they will be (None: deleted), the changes ``done`` to them, and what is ``left`` to a person.

    ``new`` are new files without a reply yet; ``texts`` are the pages in their present state of the plan.
    """

    files: dict[str, str | None] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    def write(self, path: str, text: str) -> None:
        """Plan that the file *path* has *text*."""
        self.texts[path] = self.files[path] = text

    def remove(self, path: str) -> None:
        """Plan that the file *path* is deleted."""
        self.texts.pop(path, None)
        self.files[path] = None
