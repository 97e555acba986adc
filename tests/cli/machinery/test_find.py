"""A wheel is a file from elsewhere: a message says whatever is wrong with it, and no file of it is written outside."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from loipr.cli.common import CommandError
from loipr.cli.machinery.find import find

NAME = "loipr-1.2.3-py3-none-any.whl"


def make_wheel(folder: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(folder / NAME, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return folder / NAME


def test_a_wheel_that_is_damaged_anywhere(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path, {"loipr/version.py": '__version__ = "1.2.3"\n'})
    content = wheel.read_bytes()
    answers = set()
    for place in range(len(content)):
        for bits in (0x01, 0x80, 0xFF):
            wheel.write_bytes(content[:place] + bytes([content[place] ^ bits]) + content[place + 1 :])
            scratch = tmp_path / f"{place}-{bits}"
            scratch.mkdir()
            try:
                answers.add(find(str(wheel), scratch).machinery.version)
            except CommandError as error:
                answers.add(str(error).removeprefix(f"{wheel}: "))
    assert "1.2.3" in answers
    assert "this is no wheel, or it is damaged" in answers


def test_a_wheel_that_reaches_outside(tmp_path: Path) -> None:
    wheel = make_wheel(
        tmp_path, {"loipr/version.py": '__version__ = "1.2.3"\n', "../outside.py": "", "/outside.py": ""}
    )
    (tmp_path / "scratch").mkdir()
    assert find(str(wheel), tmp_path / "scratch").machinery.version == "1.2.3"
    assert sorted(file.name for file in tmp_path.iterdir()) == [NAME, "scratch"]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"other/version.py": ""}, "there is no machinery in it, or no version of it"),
        ({"loipr/version.py": "__version__ = 'x'"}, "there is no machinery in it, or no version of it"),
        ({"loipr/version.py": "x" * 100_000_001}, "this is too large for a wheel of the machinery"),
    ],
)
def test_a_wheel_of_something_else(tmp_path: Path, files: dict[str, str], message: str) -> None:
    wheel = make_wheel(tmp_path, files)
    (tmp_path / "scratch").mkdir()
    with pytest.raises(CommandError) as refused:
        find(str(wheel), tmp_path / "scratch")
    assert str(refused.value).endswith(f": {message}")
