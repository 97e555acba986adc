"""The machinery of a report that `loipr new` makes: a wheel beside it, an address, or a copy."""

from __future__ import annotations

import configparser
import hashlib
import json
import os
import re
import sys
from pathlib import Path

import pytest
import yaml

from loipr.cli.main import main
from loipr.version import __version__
from support.documents import LIST
from support.package import Environment, build, commit, copy_machinery, dead_links, git, make_environment, run
from support.project import REPOSITORY

WHEEL = f"loipr-{__version__}-py3-none-any.whl"


def new(folder: Path, *options: str) -> int:
    """Start a report in the folder `report`, beside the list of issues that it will answer."""
    (folder / "list.txt").write_text(LIST, encoding="utf-8")
    return main(["new", *options, str(folder / "report"), str(folder / "list.txt")])


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", REPOSITORY, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    environment = make_environment(tmp_path_factory.mktemp("environment"))
    environment.install(wheel)
    return environment


def test_a_wheel_is_built_and_put_beside(tmp_path: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert new(tmp_path, "--wheel") == 0
    report = tmp_path / "report"
    assert (report / "vendor" / WHEEL).read_bytes() == wheel.read_bytes()
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert (report / "requirements.txt").read_text(encoding="utf-8").splitlines()[-1] == (
        f"./vendor/{WHEEL} --hash=sha256:{digest}"
    )
    assert sorted(file.name for file in report.iterdir()) == [
        *(
            ".ci",
            ".gitattributes",
            ".github",
            ".gitignore",
            ".gitlab",
            ".gitlab-ci.yml",
            ".pre-commit-config.yaml",
            ".ruff.toml",
        ),
        *("CONTRIBUTING.md", "README.md", "conf.py", "data", "docs", "requirements.txt", "tests", "tox.ini", "vendor"),
    ]
    assert sorted(file.name for file in (report / ".ci").iterdir()) == [
        *("gather", "hooks", "install", "requirements", "run", "tox"),
    ]
    assert sorted(file.name for file in (report / ".ci/requirements").iterdir()) == [
        "report.txt",
        "test.txt",
        "tox.txt",
    ]
    assert "sys.path" not in (report / "conf.py").read_text(encoding="utf-8")
    assert not (report / "docs/machinery").exists()
    told = [*report.glob("*.md"), *(report / "docs").rglob("*.md")]
    assert [page.name for page in told if "machinery/" in page.read_text(encoding="utf-8")] == []
    assert dead_links(report) == []


def test_from_an_installed_package_to_a_report_that_passes_its_own_tests(
    installed: Environment, wheel: Path, tmp_path: Path
) -> None:
    """This runs outside this project, so what a report takes over comes from the package."""
    (tmp_path / "list.txt").write_text(LIST, encoding="utf-8")
    report = tmp_path / "report"
    assert installed.loipr(tmp_path, "new", "report", "list.txt", status=2) == (
        "loipr: it is not known from where others get this machinery; add --machinery ADDRESS@REVISION, --wheel or "
        "--with-machinery\n"
    )
    assert installed.loipr(tmp_path, "new", "--wheel", "report", "list.txt", status=2) == (
        "loipr: the machinery is installed here, without what a wheel is built from; add --machinery WHEEL\n"
    )
    assert not report.exists()
    said = installed.loipr(tmp_path, "new", "--machinery", str(wheel), "report", "list.txt")
    assert said.splitlines()[-1] == (
        f"report is ready and stands on version {__version__} of the machinery (vendor/{WHEEL}). Go there; README.md "
        "tells what to do first."
    )
    assert os.access(report / ".ci/hooks/pre-commit", os.X_OK)
    assert ": 0 errors, 0 warnings," in installed.loipr(report, "check")
    # The commands of `tox` in its tox.ini, with its own Python.
    tox = configparser.ConfigParser(interpolation=None)
    tox.read(report / "tox.ini")
    commands = tox["testenv"]["commands"].split("\n")[1:]
    assert commands == ["ruff check .", "ruff format --check .", "pytest {posargs:-n auto}"]
    python = installed.program("python")
    for command in commands:
        program, *arguments = command.removesuffix(" {posargs:-n auto}").split()
        run([python, "-m", program, *arguments], report)


def test_tox_installs_the_locks_first_and_the_machinery_alone(
    installed: Environment, wheel: Path, tmp_path: Path
) -> None:
    """A program that writes down its arguments takes the place of pip."""
    (tmp_path / "list.txt").write_text(LIST, encoding="utf-8")
    installed.loipr(tmp_path, "new", "--machinery", str(wheel), "report", "list.txt")
    report = tmp_path / "report"
    code = (
        "import runpy, subprocess, sys;"
        "subprocess.run = lambda command, cwd: print(*command[4:]) or subprocess.CompletedProcess(command, 0);"
        "sys.argv = ['install', '--pre', '-r', '.ci/requirements/test.txt', '-r', 'requirements.txt'];"
        "runpy.run_path('.ci/install', run_name='__main__')"
    )
    assert run([sys.executable, "-c", code], report).stdout == (
        "install --pre -r .ci/requirements/test.txt\ninstall --pre --no-deps -r requirements.txt\n"
    )


def test_the_environments_of_a_report_that_pins_are_those_of_this_project(
    tmp_path: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert new(tmp_path, "--machinery", str(wheel)) == 0
    ours, its = configparser.ConfigParser(interpolation=None), configparser.ConfigParser(interpolation=None)
    ours.read(REPOSITORY / "tox.ini")
    its.read(tmp_path / "report/tox.ini")
    kept = [name for name in ours.sections() if "-m loipr" in ours.get(name, "commands", fallback="")]
    assert kept
    assert its.sections() == ["tox", "testenv", *kept, "pytest"]
    for name in kept:
        assert its[name]["commands"] == ours[name]["commands"]
        assert "SSH_AUTH_SOCK" in its[name]["pass_env"].split()
        assert its[name]["deps"].split() == [*ours[name]["deps"].split(), "-r", "requirements.txt"]
    report = tmp_path / "report"
    jobs = [*(report / ".github/workflows").iterdir(), report / ".gitlab-ci.yml", report / ".ci/run"]
    run_there = {name for file in jobs for name in re.findall(r"\.ci/tox -e (\w+)", file.read_text(encoding="utf-8"))}
    assert run_there == {"chase", "check", "report"}
    there, here = (
        yaml.safe_load((folder / ".gitlab-ci.yml").read_text(encoding="utf-8")) for folder in (report, REPOSITORY)
    )
    del here["newest"]
    assert there == here


def test_an_address_with_a_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = copy_machinery(tmp_path / "machinery", "0.7.0")
    first = commit(source)
    git(source, "tag", "v0.7.0")
    (source / "README.md").write_text("Later.\n", encoding="utf-8")
    later = commit(source)
    monkeypatch.chdir(tmp_path)
    for number, (revision, pinned) in enumerate({"@v0.7.0": first, "": later, f"@{first}": first}.items()):
        (tmp_path / f"{number}").mkdir()
        assert new(tmp_path / f"{number}", "--machinery", f"{source.as_uri()}{revision}") == 0
        assert (tmp_path / f"{number}/report/requirements.txt").read_text(encoding="utf-8").splitlines()[-1] == (
            f"loipr @ git+{source.as_uri()}@{pinned}  # 0.7.0"
        )
        assert not (tmp_path / f"{number}/report/ext").exists()


def test_without_an_option_it_is_the_repository_that_this_one_came_from(tmp_path: Path) -> None:
    """This needs a commit that others can get; a program that runs from a checkout asks git for the address."""
    source, mine = copy_machinery(tmp_path / "machinery"), tmp_path / "mine"
    pushed = commit(source)
    git(tmp_path, "clone", "--quiet", source.as_uri(), "mine")
    (tmp_path / "list.txt").write_text(LIST, encoding="utf-8")
    command = [sys.executable, "-c", "import sys; sys.path.insert(0, 'mine/ext'); from loipr.cli.main import main; "]
    command[2] += "sys.exit(main(['new', 'report', 'list.txt']))"
    run(list(command), tmp_path)
    assert f"@{pushed}  # {__version__}\n" in (tmp_path / "report/requirements.txt").read_text(encoding="utf-8")

    command[2] = command[2].replace("'report'", "'other'")
    (mine / "ext/loipr/mine.py").write_text("", encoding="utf-8")
    assert run(list(command), tmp_path, status=2).stderr == (
        "loipr: the machinery here has changes that are not committed; push them, or add --machinery ADDRESS@REVISION, "
        "--wheel or --with-machinery\n"
    )
    unpushed = commit(mine)
    assert run(list(command), tmp_path, status=2).stderr == (
        f"loipr: nobody else can get the commit {unpushed[:10]} yet; push it, or add --machinery ADDRESS@REVISION, "
        "--wheel or --with-machinery\n"
    )
    assert not (tmp_path / "other").exists()


def test_what_pip_installed_from_an_address_knows_it(installed: Environment, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(LIST, encoding="utf-8")
    code = "import importlib.metadata as m; print(m.distribution('loipr')._path)"
    record = Path(run([installed.program("python"), "-c", code], tmp_path).stdout.strip()) / "direct_url.json"
    before = record.read_text(encoding="utf-8")
    told = {"url": "https://example.org/org/loipr", "vcs_info": {"vcs": "git", "commit_id": "0123456789" * 4}}
    record.write_text(json.dumps(told), encoding="utf-8")
    try:
        installed.loipr(tmp_path, "new", "report", "list.txt")
    finally:
        record.write_text(before, encoding="utf-8")
    assert (tmp_path / "report/requirements.txt").read_text(encoding="utf-8").splitlines()[-1] == (
        f"loipr @ git+https://example.org/org/loipr@{'0123456789' * 4}  # {__version__}"
    )


def test_a_copy_of_the_machinery_is_one_that_others_can_be_started_from(tmp_path: Path, installed: Environment) -> None:
    """This is also true if only the package is installed: the copy then has all from which the wheel is built."""
    (tmp_path / "list.txt").write_text(LIST, encoding="utf-8")
    installed.loipr(tmp_path, "new", "--with-machinery", "report", "list.txt")
    copied = tmp_path / "report/ext/loipr"
    packed = REPOSITORY / "ext/loipr"
    assert {file.relative_to(copied) for file in copied.rglob("*.py")} == {
        file.relative_to(packed) for file in packed.rglob("*.py")
    }
    assert re.search(r"^sys\.path\.insert", (tmp_path / "report/conf.py").read_text(encoding="utf-8"), re.MULTILINE)
    assert build("wheel", tmp_path / "report", tmp_path).name == WHEEL


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--machinery", "http://example.org/loipr"], "http://example.org/loipr: this is no address of a repository"),
        (["--machinery", "ext::sh -c whoami"], "ext::sh -c whoami: this is no address of a repository"),
        (["--machinery", "https://example.org/x@--upload-pack=x"], "--upload-pack=x: this is no revision"),
        (["--machinery", "."], ".: there is no machinery in it (no ext/loipr)"),
        (["--machinery", str(REPOSITORY)], f"{REPOSITORY}: a folder cannot be pinned; name an address or the file"),
        (["--machinery", "loipr.whl"], "loipr.whl: this is no wheel of the machinery; its name is loipr-VERSION-"),
        (["--machinery", WHEEL], f"{WHEEL}: this cannot be read: No such file or directory"),
    ],
)
def test_what_is_no_machinery_is_refused(
    tmp_path: Path,
    options: list[str],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert new(tmp_path, *options) == 2
    assert capsys.readouterr().err.startswith(f"loipr: {message}")
    assert [file.name for file in tmp_path.iterdir()] == ["list.txt"]
