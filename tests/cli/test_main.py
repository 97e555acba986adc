"""The command line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from loipr.cli.main import COMMANDS, command_of, main
from loipr.editions.accessible import run_weasyprint
from loipr.editions.latex import run_xelatex
from loipr.editions.making import system_packages
from support.project import REPOSITORY, Project


def test_check_of_a_good_report(project: Project) -> None:
    assert project.run("check") == (0, "10 pages, 3 questions, 2 datasets: 0 errors, 0 warnings, 0 gaps\n")


def test_check_of_a_bad_report(project: Project) -> None:
    project.append("docs/replies/q02-recruitment.md", "{article}`94`\n")
    assert project.run("check") == (
        1,
        "docs/replies/q02-recruitment.md:12: error[unknown-provision]: the ICRMW has no article 94 (it has 1 to 93); "
        "did you mean 93?\n10 pages, 3 questions, 2 datasets: 1 error, 0 warnings, 0 gaps\n",
    )


def test_explain(project: Project) -> None:
    status, said = project.run("explain", "unknown-provision")
    assert status == 0
    assert said == (
        "unknown-provision (error)\n\n"
        "The treaty has the article, the paragraph, the letter and the roman item that are cited.\n\n"
        "Bad:\n\n    {article}`33 (4)`\n\nGood:\n\n    {article}`33 (3)`\n"
    )
    status, said = project.run("explain", "unknown-provisions")
    assert status == 2
    assert said.startswith("loipr: there is no rule unknown-provisions; did you mean unknown-provision?\n")


def test_a_setting_that_is_not_valid(project: Project) -> None:
    project.replace("conf.py", "2025-07-31", "July")
    said = "loipr: conf.py: loipr_reference_date is not a date; write it as 2025-07-31\n"
    assert project.run("check") == (2, said)


def test_without_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project: Project) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert project.run("check") == (2, "loipr: there is no conf.py here; run this from the project's folder\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_in_a_sentence_what_it_does(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    for arguments in (["--help"], [command, "--help"]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 0
    listed, own = capsys.readouterr().out.split(f"usage: loipr {command} ")
    help_text = command_of(command).HELP
    assert re.search(rf"^    {command} +{re.escape(help_text)}$", listed, re.MULTILINE)
    assert f"\n{help_text[0].upper()}{help_text[1:]}.\n" in own


def test_a_rule_is_explained_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["explain", "unknown-provision"]) == 0


def test_check_needs_neither_sphinx_nor_workbooks() -> None:
    heavy = {"sphinx", "sphinxcontrib.bibtex", "jinja2", "openpyxl", "xlsxwriter"}
    code = f"import sys, loipr.__main__; print(sorted({heavy} & set(sys.modules)))"
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "ext")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "[]\n"


def test_who_reads_may_stop(project: Project) -> None:
    nobody, pipe = os.pipe()
    os.close(nobody)
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "ext")}
    command = [sys.executable, "-m", "loipr", "explain"]
    done = subprocess.run(command, env=environment, stdout=pipe, stderr=subprocess.PIPE, encoding="utf-8")
    os.close(pipe)
    assert (done.returncode, done.stderr) == (1, "")


def test_without_tex_the_site_is_built_and_one_line_says_what_to_install(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_xelatex, "missing_files", lambda: ["xelatex"])
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    status, said = project.run("build", "html", "pdf")
    assert status == 1
    assert said.splitlines()[-2:] == [
        "html: _build/html/index.html",
        "pdf: not built: the PDF needs TeX, which is not installed; run: sudo apt-get install --no-install-recommends "
        "texlive-xetex texlive-latex-recommended texlive-fonts-recommended texlive-plain-generic fonts-freefont-otf",
    ]


def test_nothing_is_installed_without_being_asked_for(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a program was run")

    monkeypatch.setattr(run_xelatex, "missing_files", lambda: ["xelatex"])
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(system_packages, "_when_free", refuse)
    status, said = project.run("build", "pdf")
    assert status == 1
    assert said.splitlines()[-1] == (
        "pdf: not built: the PDF needs TeX, which is not installed; add --install to have it installed, or run: "
        "apt-get install --no-install-recommends texlive-xetex texlive-latex-recommended texlive-fonts-recommended "
        "texlive-plain-generic fonts-freefont-otf"
    )


def test_without_pango_one_line_says_what_to_install(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_weasyprint, "missing_libraries", lambda: ["libpango-1.0.so.0"])
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    status, said = project.run("build", "accessible")
    assert status == 1
    assert said.splitlines()[-1] == (
        "accessible: not built: the accessible PDF needs Pango, which is not installed; run: sudo apt-get install "
        "--no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-freefont-otf"
    )
