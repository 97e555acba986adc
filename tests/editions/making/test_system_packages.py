"""Installing missing packages: the command waits for the end of another installation."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from loipr.editions.making import system_packages
from loipr.editions.making.system_packages import Machine, MissingProgramError, Needs

MACHINE = Machine(may_install=True)
BUSY = "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt-get)"


@pytest.fixture
def apt_get(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for apt-get: it notes its arguments, and ends as the file *answers* says, which has a line a call."""
    program = tmp_path / "apt-get"
    program.write_text(
        f'#!/bin/sh\ncd {tmp_path}\necho "$@" >> calls\n'
        'answer=$(sed -n "$(wc -l < calls)p" answers)\n[ -z "$answer" ] || { echo "$answer" >&2; exit 100; }\n'
    )
    program.chmod(0o755)
    (tmp_path / "answers").touch()
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(system_packages, "_PAUSE", 0.01)
    return tmp_path


def missing_until(folder: Path, calls: int) -> list[str]:
    file = folder / "calls"
    return [] if file.exists() and len(file.read_text().splitlines()) >= calls else ["thing.sty"]


def test_it_waits_for_another_installation(apt_get: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (apt_get / "answers").write_text(f"{BUSY}\n{BUSY}\n\n{BUSY}\n")
    MACHINE.ensure("the PDF", Needs("TeX", ["tex", "fonts"], lambda: missing_until(apt_get, 5)))
    wait = "-o DPkg::Lock::Timeout=300"
    update, install = f"{wait} update -q", f"{wait} install -q -y --no-install-recommends tex fonts"
    assert (apt_get / "calls").read_text().splitlines() == [update, update, update, install, install]
    waiting = "Another installation is under way on this machine; waiting for its end.\n"
    assert capsys.readouterr().out == f"Installing TeX for the PDF: tex fonts\n{waiting * 2}"


def test_it_does_not_wait_for_ever_nor_after_another_fault(apt_get: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (apt_get / "answers").write_text("E: No space left\n" + f"{BUSY}\n" * 1000)
    with pytest.raises(
        MissingProgramError, match=r"^TeX could not be installed \(E: No space left\); run: apt-get inst"
    ):
        MACHINE.ensure("the PDF", Needs("TeX", ["tex"], lambda: ["thing.sty"]))
    assert len((apt_get / "calls").read_text().splitlines()) == 1
    monkeypatch.setattr(system_packages, "_PATIENCE", 0)
    with pytest.raises(MissingProgramError, match="It is held by process 7"):
        MACHINE.ensure("the PDF", Needs("TeX", ["tex"], lambda: ["thing.sty"]))
    assert len((apt_get / "calls").read_text().splitlines()) < 5
