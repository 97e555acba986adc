"""Builds that are killed, or that meet another build, a full disk, or a folder that cannot be written."""

from __future__ import annotations

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest

from loipr.editions.making.programs import UnfinishedError, run_program
from support.changes import RECRUITMENT
from support.project import REPOSITORY, Project

Usage = namedtuple("Usage", "total used free")


def edition(project: Project) -> dict[str, bytes]:
    folder = project.root / "_build/html"
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def start(project: Project) -> subprocess.Popen[bytes]:
    """Start a build in its own process."""
    command = [sys.executable, "-m", "loipr", "build", "html"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "ext")}
    return subprocess.Popen(
        command,
        cwd=project.root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def kill_when(process: subprocess.Popen[bytes], reached: Callable[[], bool]) -> bool:
    """Kill the build and its helpers as soon as *reached* returns true; return whether it was still running."""
    while process.poll() is None and not reached():
        time.sleep(0.002)
    alive = process.poll() is None
    if alive:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return alive


def is_newer(file: Path, moment: int) -> bool:
    try:
        return file.stat().st_mtime_ns > moment
    except FileNotFoundError:
        return False


@pytest.mark.parametrize(
    "reached",
    ["doctrees/replies/q02-recruitment.doctree", "doctrees/environment.pickle", "html/replies/q02-recruitment.html"],
)
def test_a_build_that_was_killed_is_made_good_by_the_next(project: Project, reached: str) -> None:
    assert project.run("build", "html")[0] == 0
    before = edition(project)
    project.replace("data/datasets/placements.csv", "274965", "274966")
    moment = time.time_ns()
    file = project.root / "_build/.workshop" / reached
    assert kill_when(start(project), lambda: is_newer(file, moment))
    assert edition(project) == before
    assert project.run("build", "html")[0] == 0
    after = edition(project)
    assert b"274,966" in after["replies/q02-recruitment.html"]
    shutil.rmtree(project.root / "_build")
    assert project.run("build", "html")[0] == 0
    assert edition(project) == after


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the rules overlooked what Sphinx warns of."""
    monkeypatch.setattr("loipr.cli.build.check", lambda report: [])


@pytest.mark.usefixtures("blind")
def test_an_edition_taken_away_by_a_build_that_was_killed_is_brought_back(project: Project) -> None:
    assert project.run("build", "html")[0] == 0
    (project.root / "_build/html").rename(project.root / "_build/html.old")
    project.append(RECRUITMENT, "\n{ref}`nowhere`\n")
    assert project.run("build", "html")[0] == 1
    assert (project.root / "_build/html/index.html").exists()


def test_an_edition_put_in_place_by_a_build_that_was_killed_is_not_taken_for_another(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert project.run("build", "html")[0] == 0
    project.append(RECRUITMENT, "\nOne sentence more.\n")
    with monkeypatch.context() as patched:
        patched.setattr("loipr.cli.build.set_stamp", lambda *_: None)  # as if killed just before
        assert project.run("build", "html")[0] == 0
    project.replace(RECRUITMENT, "\nOne sentence more.\n", "")
    assert project.run("build", "html")[0] == 0
    assert b"One sentence more." not in edition(project)["replies/q02-recruitment.html"]


def test_two_builds_at_once(project: Project) -> None:
    builds = [start(project) for _ in range(3)]
    said = [build.communicate()[0].decode() for build in builds]
    assert [build.returncode for build in builds] == [0, 0, 0], said
    assert any("Another build is under way in this folder; waiting for its end." in one for one in said)
    together = edition(project)
    shutil.rmtree(project.root / "_build")
    assert project.run("build", "html")[0] == 0
    assert edition(project) == together


@pytest.mark.parametrize("text", ["abc", "-1", "1e9", "1700000000.5", "²", "9" * 12, "9" * 5000, "0x10"])
def test_a_moment_that_is_none(project: Project, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    shown = text if len(text) <= 30 else f"{text[:29]}…"
    assert project.run("build", "html") == (
        2,
        f"loipr: SOURCE_DATE_EPOCH is “{shown}”; set it to seconds since 1970, as 1700000000, or unset it\n",
    )


@pytest.mark.parametrize("text", ["", " ", "0", "253402300799"])
def test_a_moment_that_is_one(project: Project, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    assert project.run("build", "html", "docx")[0] == 0


def test_a_program_that_comes_to_no_end_is_stopped() -> None:
    start = time.monotonic()
    with pytest.raises(UnfinishedError, match=r"^sleep was not done after 0\.2 seconds, and was stopped$"):
        run_program(["sleep", "60"], seconds=0.2)
    assert time.monotonic() - start < 30


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="only Linux ties a program to another")
def test_a_program_dies_with_the_build(tmp_path: Path) -> None:
    """This is also true if the build is killed and cannot stop the program itself."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    hold = f"exec 3>{pipe}; echo >&3; exec sleep 600"
    code = f"from loipr.editions.making.programs import run_program; run_program(['sh', '-c', {hold!r}], seconds=600)"
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "ext")}
    process = subprocess.Popen([sys.executable, "-c", code], env=environment)
    with pipe.open() as stream:
        assert stream.readline() == "\n"
        process.kill()
        process.wait()
        # The pipe ends when the program that holds it ends.
        assert stream.read() == ""


def test_every_program_is_run_with_a_limit() -> None:
    calls = [
        (file.name, call)
        for file in sorted((REPOSITORY / "ext").rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call) and re.fullmatch(r"subprocess\.\w+|os\.(system|popen)", ast.unparse(call.func))
    ]
    assert {name for name, _ in calls} == {"find.py", "git.py", "programs.py", "upgrade.py"}
    assert [
        f"{name}:{call.lineno}" for name, call in calls if "timeout" not in [keyword.arg for keyword in call.keywords]
    ] == []


def test_a_full_disk(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9 - 3_000_000, 3_000_000))
    status, said = project.run("build", "html")
    assert status == 1
    assert said.splitlines()[-1] == "nothing was built: the disk is full: 3 MB are free, a build needs 100"


def test_a_disk_that_fills_up_on_the_way(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert project.run("build", "html")[0] == 0
    before = edition(project)
    project.append(RECRUITMENT, "\nOne sentence more.\n")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(project.root / "_build/html.new"))

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copytree", fail)
        status, said = project.run("build", "html")
    assert (status, said.splitlines()[-1]) == (1, "html: not built: _build/html.new: No space left on device")
    assert edition(project) == before
    assert project.run("build", "html")[0] == 0
    assert b"One sentence more." in edition(project)["replies/q02-recruitment.html"]


def test_a_folder_that_cannot_be_written(project: Project) -> None:
    project.write("_build", "a file where a folder should be")
    status, said = project.run("build", "html")
    assert status == 1
    assert said.splitlines()[-1] == "nothing was built: _build/.workshop: Not a directory"


def test_a_fault_in_the_machinery_is_told_in_a_line(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("loipr.domain.report_domain.ReportDomain.process_doc", fail)
    status, said = project.run("build", "html")
    assert status == 1
    assert "Traceback" not in said
    assert "ZeroDivisionError" in said.splitlines()[-1]


@pytest.mark.usefixtures("blind")
def test_no_edition_is_built_in_spite_of_a_warning_that_another_had(project: Project) -> None:
    """Sphinx warns of a page only when it reads the page, and all editions share the pages that were read."""
    assert project.run("build", "html", "docx")[0] == 0
    before = (project.root / "_build/docx/CMW-C-XXX-1.docx").read_bytes()
    project.replace("docs/index.md", "\nsections/a\n", "\nsections/a\nsections/a\n")
    warnings = "docs/index.md:6: WARNING: duplicated entry found in toctree: sections/a [toc.duplicate_entry]\n"
    not_built = "not built: see the messages above; the last good edition is untouched\n"
    for editions in (["html", "docx"], ["docx"], ["docx", "html"]):
        status, said = project.run("build", *editions)
        lines = said.splitlines(keepends=True)[1:]
        assert (status, "".join(lines)) == (1, "".join(f"{warnings}{edition}: {not_built}" for edition in editions))
        assert (project.root / "_build/docx/CMW-C-XXX-1.docx").read_bytes() == before
