"""The machinery as a package: its content, and that it works for a report outside this project."""

from __future__ import annotations

import re
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from packaging.requirements import Requirement

from loipr.cli.machinery.machinery import Machinery
from loipr.version import __version__
from support.package import Environment, build, make_environment, run
from support.project import REPOSITORY, make_project
from support.word import Word

PYPROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))


def pins(*files: str) -> dict[str, str]:
    """Return the versions that the *files* of requirements pin, by name of package."""
    lines = [line for file in files for line in (REPOSITORY / file).read_text(encoding="utf-8").splitlines()]
    return {found[1]: found[2] for line in lines if (found := re.fullmatch(r"([\w.-]+)==(\S+)", line))}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", REPOSITORY, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    environment = make_environment(tmp_path_factory.mktemp("environment"))
    environment.install(wheel)
    return environment


def names_in(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_every_file_of_the_machinery_is_in_the_wheel(wheel: Path) -> None:
    code = REPOSITORY / "ext"
    there = {
        file.relative_to(code).as_posix()
        for file in code.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    packed = {name for name in names_in(wheel) if not name.startswith(("loipr/taken_over/", "loipr-"))}
    assert packed == there
    for path in (
        *("py.typed", "CHANGELOG.md", "dictionaries/en_GB.dic", "editions/latex/preamble.tex"),
        *("editions/site/static/loipr.css", "editions/site/static/loipr.js", "editions/site/loipr-nav.html"),
        *("editions/word/parts/styles.xml", "editions/accessible/print.css", "cli/new_report/files/conf.py.template"),
    ):
        assert f"loipr/{path}" in packed


def test_what_a_report_takes_over_is_in_the_wheel(wheel: Path) -> None:
    packed = [name.removeprefix("loipr/taken_over/") for name in names_in(wheel)]
    for name in Machinery.in_folder(REPOSITORY).taken_over():
        there = REPOSITORY / name
        files = there.rglob("*") if there.is_dir() else [there]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                assert file.relative_to(REPOSITORY).as_posix() in packed


def test_the_source_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(build("sdist", REPOSITORY, tmp_path)) as source:
        source.extractall(tmp_path, filter="data")
    assert (tmp_path / f"loipr-{__version__}/tests/test_package.py").is_file()
    again = build("wheel", tmp_path / f"loipr-{__version__}", tmp_path)
    assert again.read_bytes() == wheel.read_bytes()


def test_what_is_tested_is_what_the_package_asks_for() -> None:
    tested = pins("requirements.txt")
    asked = {one.name: one for one in map(Requirement, PYPROJECT["project"]["dependencies"])}
    assert sorted(asked) == sorted(tested)
    for name, version in tested.items():
        lowest = next(one.version for one in asked[name].specifier if one.operator == ">=")
        assert lowest == version, name
        assert any(one.operator == "<" for one in asked[name].specifier), name


def test_the_wheel_is_built_with_what_the_tests_build_with() -> None:
    (backend,) = map(Requirement, PYPROJECT["build-system"]["requires"])
    assert str(backend.specifier) == f"=={pins('.ci/requirements/test.in')[backend.name]}"


def test_a_report_elsewhere_is_checked_and_built(installed: Environment, tmp_path: Path) -> None:
    report = make_project(tmp_path / "report")
    conf = report.read("conf.py")
    report.write("conf.py", re.sub(r"^(?:import sys|sys\.path.*)\n", "", conf, flags=re.MULTILINE))
    assert str(REPOSITORY) not in report.read("conf.py")
    code = "import loipr; print(loipr.__file__)"
    assert run([installed.program("python"), "-c", code], tmp_path).stdout.startswith(str(installed.root))
    assert installed.loipr(tmp_path, "--version") == f"loipr {__version__}\n"

    assert installed.loipr(report.root, "check") == "10 pages, 3 questions, 2 datasets: 0 errors, 0 warnings, 0 gaps\n"
    report.append("docs/replies/q02-recruitment.md", "{article}`94`\n")
    faulty = run([installed.program("python"), "-m", "loipr", "check"], report.root, status=1).stdout
    assert installed.loipr(report.root, "check", status=1) == faulty
    assert faulty.startswith(
        "docs/replies/q02-recruitment.md:12: error[unknown-provision]: the ICRMW has no article 94"
    )
    report.replace("docs/replies/q02-recruitment.md", "{article}`94`\n", "")

    said = installed.loipr(report.root, "build", "html", "docx")
    assert said.splitlines()[1:] == ["html: _build/html/index.html", "docx: _build/docx/CMW-C-XXX-1.docx"]
    site = BeautifulSoup((report.root / "_build/html/replies/q01-laws.html").read_text(encoding="utf-8"), "html.parser")
    word = Word(report.root / "_build/docx/CMW-C-XXX-1.docx").flat().text
    for text in (site.get_text(), word):
        assert "Lawsgiveeffecttoarticle33(1)(a)" in "".join(text.split())
    assert (report.root / "_build/html/_static/loipr.css").is_file()
