"""``loipr upgrade``: a newer machinery, pinned or copied, and what the user is told about it."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from loipr.cli.main import main
from loipr.version import __version__
from support.package import build, commit, copy_machinery
from support.project import Project

CHANGES = f"""\
# What changed in the machinery

## 9.1.0

- By hand: write `loipr_lantern` in conf.py.

## 9.0.0

- Lanterns are checked.

## {__version__}

- What the report has.
"""
TOLD = f"""\
From version {__version__} of the machinery to 9.1.0.

9.1.0

- By hand: write `loipr_lantern` in conf.py.

9.0.0

- Lanterns are checked.

"""
LOCK = ".ci/requirements/report.txt"


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with version 9.1.0 of the machinery, which has other requirements."""
    source = copy_machinery(tmp_path_factory.mktemp("newer"), "9.1.0")
    (source / "ext/loipr/CHANGELOG.md").write_text(CHANGES, encoding="utf-8")
    (source / LOCK).write_text("lantern==1.0\n", encoding="utf-8")
    commit(source)
    return source


def head(repository: Path) -> str:
    return (repository / ".git/refs/heads/main").read_text(encoding="utf-8").strip()


def pinned(project: Project, line: str) -> Project:
    project.write("requirements.txt", f"# The machinery.\n{line}\nlantern==1.0\n")
    project.write(LOCK, "lantern==0.9\n")
    return project


def test_the_newest_at_the_address_that_is_pinned(project: Project, newer: Path) -> None:
    pinned(project, f"loipr @ git+{newer.as_uri()}@{'0' * 40}  # {__version__}")
    status, said = project.run("upgrade")
    assert (status, said) == (
        0,
        f"{TOLD}requirements.txt and .ci/requirements were written. Now run: python3 .ci/tox -e report\n",
    )
    assert sorted(file.name for file in (project.root / LOCK).parent.iterdir()) == ["report.txt", "test.txt", "tox.txt"]
    after = f"# The machinery.\nloipr @ git+{newer.as_uri()}@{head(newer)}  # 9.1.0\nlantern==1.0\n"
    assert project.read("requirements.txt") == after
    assert project.read(LOCK) == "lantern==1.0\n"
    assert project.run("upgrade") == (
        0,
        f"The report stands on this version, 9.1.0, already ({newer.as_uri()}).\n",
    )
    assert project.run("upgrade", "v1") == (
        2,
        f"loipr: {newer.as_uri()} at v1 could not be fetched (fatal: couldn't find remote ref v1); a revision is a "
        "branch, a tag or a commit in full\n",
    )
    assert project.read("requirements.txt") == after


def test_a_newer_wheel_in_place_of_the_older(project: Project, newer: Path, tmp_path: Path) -> None:
    wheel = build("wheel", newer, tmp_path)
    old = f"loipr-{__version__}-py3-none-any.whl"
    project.write(f"vendor/{old}", "old")
    pinned(project, f"./vendor/{old} --hash=sha256:{'0' * 64}")
    assert project.run("upgrade") == (
        2,
        f"loipr: the report stands on vendor/{old}; name the file of the newer wheel, or an address\n",
    )
    status, said = project.run("upgrade", wheel.name)
    assert status == 0
    assert said.startswith(TOLD)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert project.read("requirements.txt").splitlines()[1] == f"./vendor/{wheel.name} --hash=sha256:{digest}"
    assert [file.name for file in (project.root / "vendor").iterdir()] == [wheel.name]
    assert (project.root / "vendor" / wheel.name).read_bytes() == wheel.read_bytes()
    assert project.read(LOCK) == "lantern==1.0\n"


@pytest.fixture
def holding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A report that contains the machinery, in its present version."""
    root = copy_machinery(tmp_path / "report")
    (root / "conf.py").write_text("", encoding="utf-8")
    (root / "ext/loipr/gone.py").write_text("", encoding="utf-8")
    commit(root)
    monkeypatch.chdir(root)
    return Project(root)


@pytest.mark.parametrize("form", ["folder", "wheel", "address"])
def test_ext_is_replaced(form: str, holding: Project, newer: Path, tmp_path: Path) -> None:
    source = {"folder": str(newer), "address": f"{newer.as_uri()}@main"}.get(form) or str(
        build("wheel", newer, tmp_path)
    )
    status, said = holding.run("upgrade", source)
    assert (status, said) == (
        0,
        f"{TOLD}ext, docs/machinery, requirements.txt, pyproject.toml and .ci/requirements were written. Now run: "
        "python3 .ci/tox -e report\n",
    )
    assert {file.relative_to(holding.root) for file in (holding.root / "ext").rglob("*")} == {
        file.relative_to(newer) for file in (newer / "ext").rglob("*")
    }
    assert '"9.1.0"' in holding.read("ext/loipr/version.py")
    assert holding.read(LOCK) == "lantern==1.0\n"


def test_the_pages_that_tell_of_ext_change_with_it(holding: Project, newer: Path) -> None:
    holding.write("docs/machinery/index.md", "# Older\n")
    commit(holding.root)
    assert holding.run("upgrade", str(newer))[0] == 0
    assert holding.read("docs/machinery/index.md") == (newer / "docs/machinery/index.md").read_text(encoding="utf-8")


def test_pages_that_the_report_does_not_have_are_not_brought(holding: Project, newer: Path) -> None:
    shutil.rmtree(holding.root / "docs/machinery")
    commit(holding.root)
    assert holding.run("upgrade", str(newer)) == (
        0,
        f"{TOLD}ext, requirements.txt, pyproject.toml and .ci/requirements were written. Now run: "
        "python3 .ci/tox -e report\n",
    )
    assert not (holding.root / "docs/machinery").exists()


@pytest.mark.parametrize("path", ["ext/loipr/version.py", "docs/machinery/add.md"])
def test_what_was_changed_in_the_machinery_is_not_lost(holding: Project, newer: Path, path: str) -> None:
    holding.append(path, "# Mine.\n")
    assert holding.run("upgrade", str(newer)) == (
        2,
        "loipr: files in ext and docs/machinery have changes that are not committed; commit them first, for they are "
        "replaced\n",
    )
    assert holding.read(path).endswith("# Mine.\n")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ((), "say where the newer machinery is: a folder, the file of a wheel, or an address"),
        ((".",), ". is this project itself; name another folder, the file of a wheel, or an address"),
        (("docs",), "docs: there is no machinery in it (no ext/loipr)"),
        (("loipr-9.1.0-py3-none-any.whl",), "loipr-9.1.0-py3-none-any.whl: this is no wheel, or it is damaged"),
    ],
)
def test_what_is_no_newer_machinery_changes_nothing(holding: Project, source: tuple[str, ...], message: str) -> None:
    holding.write("loipr-9.1.0-py3-none-any.whl", "PK no wheel")
    assert holding.run("upgrade", *source) == (2, f"loipr: {message}\n")


def test_a_report_that_pins_nothing(project: Project) -> None:
    assert project.run("upgrade", "main") == (2, "loipr: requirements.txt: this cannot be read\n")
    project.write("requirements.txt", "loipr\n")
    assert project.run("upgrade", "main") == (
        2,
        "loipr: requirements.txt: no line pins the machinery; write loipr @ git+https://HOST/ORG/REPOSITORY@COMMIT  "
        "# VERSION\n",
    )


def test_a_folder_cannot_be_pinned(project: Project, newer: Path) -> None:
    pinned(project, f"loipr @ git+{newer.as_uri()}@{'0' * 40}  # {__version__}")
    assert project.run("upgrade", str(newer)) == (
        2,
        f"loipr: {newer}: a folder cannot be pinned; name a revision, an address or the file of a wheel\n",
    )


def test_a_version_that_was_no_package_cannot_be_pinned(project: Project, tmp_path: Path) -> None:
    older = copy_machinery(tmp_path / "older", "0.1.0")
    (older / "pyproject.toml").unlink()
    commit(older)
    line = f"loipr @ git+{older.as_uri()}@{'0' * 40}  # {__version__}"
    pinned(project, line)
    assert project.run("upgrade") == (
        2,
        f"loipr: {older.as_uri()} at HEAD: this version (0.1.0) was no package yet; name a newer one\n",
    )
    assert line in project.read("requirements.txt")


def test_nobody_goes_back_by_accident(project: Project, newer: Path) -> None:
    line = f"loipr @ git+{newer.as_uri()}@{'0' * 40}  # 10.0.0"
    pinned(project, line)
    refusal = f"loipr: the newest at {newer.as_uri()} is 9.1.0, older than 10.0.0; to go back, name it\n"
    assert project.run("upgrade") == (2, refusal)
    assert line in project.read("requirements.txt")
    assert project.run("upgrade", "main")[0] == 0
    assert "# 9.1.0\n" in project.read("requirements.txt")


def test_another_commit_of_the_same_version(project: Project, newer: Path) -> None:
    pinned(project, f"loipr @ git+{newer.as_uri()}@{'0' * 40}  # 9.1.0")
    assert project.run("upgrade", head(newer)) == (
        0,
        "The version is still 9.1.0; its list of changes tells of nothing newer.\n\n"
        "requirements.txt and .ci/requirements were written. Now run: python3 .ci/tox -e report\n",
    )


def test_a_wheel_under_another_name_is_refused(
    project: Project, newer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wheel = build("wheel", newer, tmp_path).rename(tmp_path / "loipr-9.2.0-py3-none-any.whl")
    pinned(project, f"loipr @ git+{newer.as_uri()}@{'0' * 40}  # {__version__}")
    before = project.read("requirements.txt")
    assert main(["upgrade", str(wheel)]) == 2
    assert capsys.readouterr().err == f"loipr: {wheel}: it is named 9.2.0 and holds 9.1.0\n"
    assert project.read("requirements.txt") == before
