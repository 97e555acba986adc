"""The address of a repository in the form in which a report pins it."""

from __future__ import annotations

from pathlib import Path

import pytest

from loipr.cli.common import CommandError
from loipr.cli.machinery.pin import Pin, clean_address, read_pin, write_pin


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("https://example.org/org/loipr", "https://example.org/org/loipr"),
        ("git+https://example.org/org/loipr.git", "https://example.org/org/loipr.git"),
        ("git@example.org:org/loipr.git", "ssh://git@example.org/org/loipr.git"),
        ("ssh://git@example.org/org/loipr", "ssh://git@example.org/org/loipr"),
        # A password must never get into a file.
        ("https://me:secret@example.org/org/loipr", "https://example.org/org/loipr"),
        ("https://secret@example.org/org/loipr", "https://example.org/org/loipr"),
        ("ssh://me:secret@example.org/org/loipr", "ssh://me@example.org/org/loipr"),
    ],
)
def test_an_address(given: str, clean: str) -> None:
    assert clean_address(given) == clean


@pytest.mark.parametrize(
    "given", ["", "http://example.org/x", "git://example.org/x", "ext::sh", "https://example.org/a b", "-x", "../none"]
)
def test_what_is_no_address(given: str) -> None:
    with pytest.raises(CommandError):
        clean_address(given)


@pytest.mark.parametrize(
    "pin",
    [
        Pin("1.2.3", "ssh://git@example.org/org/loipr.git", "0123456789" * 4),
        Pin("1.2.3", "vendor/loipr-1.2.3-py3-none-any.whl", "01234567" * 8),
    ],
)
def test_what_is_written_is_read(pin: Pin, tmp_path: Path) -> None:
    write_pin(tmp_path, pin, None)
    assert read_pin(tmp_path) == pin
