"""The machinery at one place: its version, its list of changes, and what a report takes over with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loipr.cli.common import CommandError

_VERSION = re.compile(r'^__version__ = "(\d+\.\d+\.\d+)"$', re.MULTILINE)
_SECTION = re.compile(r"^## (\d+\.\d+\.\d+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Machinery:
    """The machinery, as a project contains it or as it is installed.

    ``package`` is the folder of the Python package. ``beside`` is the folder with the files that a report takes over
    with it: the project itself, or the copy inside the installed package.
    """

    package: Path
    beside: Path

    @classmethod
    def here(cls) -> Machinery:
        """Return the machinery that is running."""
        return cls._of(Path(__file__).resolve().parents[2])

    @classmethod
    def in_folder(cls, folder: Path) -> Machinery:
        """Return the machinery in *folder*, which is a project or an unpacked wheel.

        :raises CommandError: when there is none.
        """
        for package in (folder / "ext/loipr", folder / "loipr"):
            if (package / "version.py").is_file():
                return cls._of(package.resolve())
        raise CommandError(f"{folder}: there is no machinery in it (no ext/loipr)")

    @classmethod
    def _of(cls, package: Path) -> Machinery:
        packed = package / "taken_over"
        return cls(package, packed if packed.is_dir() else package.parents[1])

    @property
    def is_project(self) -> bool:
        """Whether it is in the folder ``ext`` of a project, from which a wheel can be built."""
        return self.beside == self.package.parents[1]

    @property
    def version(self) -> str:
        """Its version: three numbers with full stops.

        :raises CommandError: when ``version.py`` cannot be read or has no version.
        """
        found = _VERSION.search(_read(self.package / "version.py"))
        if found is None:
            raise CommandError(f"{self.package / 'version.py'}: there is no version in it")
        return found[1]

    def taken_over(self) -> Sequence[str]:
        """Return the paths of the files in ``beside`` that a report takes over, as ``pyproject.toml`` lists them.

        :raises CommandError: when it has no such list.
        """
        # Imported here, because only the start of a report needs it.
        import tomllib

        file = self.beside / "pyproject.toml"
        try:
            targets = tomllib.loads(_read(file))["tool"]["hatch"]["build"]["targets"]
            return list(targets["wheel"]["force-include"])
        except (tomllib.TOMLDecodeError, KeyError, TypeError):
            raise CommandError(f"{file}: it does not say what a report takes over") from None

    def is_older_than(self, version: str) -> bool:
        """Whether its version is older than *version*."""
        return _ordered(self.version) < _ordered(version)

    def changes_since(self, version: str) -> str:
        """Return the sections of its changelog for versions newer than *version*; empty if there are none."""
        file = self.package / "CHANGELOG.md"
        _, *parts = _SECTION.split(_read(file)) if file.is_file() else [""]
        newer = [
            f"{number}\n\n{text.strip()}"
            for number, text in zip(parts[::2], parts[1::2], strict=True)
            if _ordered(number) > _ordered(version)
        ]
        return "\n\n".join(newer)


def _ordered(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{file}: this cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise CommandError(f"{file}: this is no text in UTF-8") from None
