"""The workflows: well-formed, pinned, and with nothing that a stranger's pull request could take."""

from __future__ import annotations

import configparser
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.project import REPOSITORY, Project

PROGRAMS = Path(sys.executable).parent
FOLDER = REPOSITORY / ".github/workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
CALENDAR = """\
coordinator: MFA
deadline: 2025-07-31
milestones:
- {id: cleared, title: Cleared, date: 2025-07-25}
due: {reply: cleared}
"""
USES = re.compile(r"uses: (?P<action>[\w-]+/[\w-]+)@(?P<commit>\S+)(?P<version>.*)")


def run(program: str, *arguments: str | Path) -> tuple[int, str]:
    done = subprocess.run([PROGRAMS / program, *arguments], capture_output=True, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


def zizmor(*files: Path) -> tuple[int, str]:
    return run("zizmor", "--offline", "--no-progress", "--pedantic", "--strict-collection", *files)


def jobs(workflow: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]
    return found


def test_no_weakness_is_known() -> None:
    status, said = zizmor(*WORKFLOWS, REPOSITORY / ".github/dependabot.yml", REPOSITORY / ".pre-commit-config.yaml")
    assert status == 0, said


@pytest.mark.parametrize(
    ("good", "bad", "finding"),
    [
        ("  pull_request:\n", "  pull_request_target:\n", "dangerous-triggers"),
        ("permissions: {}\n", "permissions: write-all\n", "excessive-permissions"),
        ("          persist-credentials: false\n", "          fetch-depth: 1\n", "artipacked"),
        ("3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "v7", "unpinned-uses"),
        ('echo "download', 'echo "${{ github.head_ref }} download', "template-injection"),
    ],
)
def test_a_weakness_is_found(tmp_path: Path, good: str, bad: str, finding: str) -> None:
    text = (FOLDER / "pull-request.yml").read_text(encoding="utf-8")
    assert good in text
    changed = tmp_path / ".github/workflows/changed.yml"
    changed.parent.mkdir(parents=True)
    changed.write_text(text.replace(good, bad), encoding="utf-8")
    status, said = zizmor(changed)
    assert status != 0
    assert f"[{finding}]" in said


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        (["vendor.github-workflows"], WORKFLOWS),
        (["custom.github-workflows-require-timeout"], WORKFLOWS),
        (["vendor.dependabot"], [REPOSITORY / ".github/dependabot.yml"]),
        (["vendor.github-issue-forms"], sorted(REPOSITORY.glob(".github/ISSUE_TEMPLATE/[!c]*.yml"))),
        (["vendor.github-issue-config"], [REPOSITORY / ".github/ISSUE_TEMPLATE/config.yml"]),
        (["vendor.gitlab-ci", "--data-transform", "gitlab-ci"], [REPOSITORY / ".gitlab-ci.yml"]),
    ],
)
def test_the_files_have_the_form_their_host_reads(schema: list[str], files: list[Path]) -> None:
    assert files
    status, said = run("check-jsonschema", "--builtin-schema", *schema, *files)
    assert status == 0, said


def test_actions_are_pinned_by_commit_and_each_everywhere_alike() -> None:
    pins: dict[str, set[str]] = {}
    for workflow in WORKFLOWS:
        for found in USES.finditer(workflow.read_text(encoding="utf-8")):
            assert re.fullmatch(r"[0-9a-f]{40}", found["commit"]), found[0]
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", found["version"]), found[0]
            pins.setdefault(found["action"], set()).add(found["commit"])
    assert {action: len(commits) for action, commits in pins.items()} == dict.fromkeys(pins, 1)
    assert "actions/checkout" in pins


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_what_may_write_runs_no_code_of_the_project(workflow: Path) -> None:
    for name, job in jobs(workflow).items():
        if "write" in job["permissions"].values():
            said = yaml.safe_dump(job)
            assert "actions/checkout" not in said, name
            assert ".ci/" not in said, name


def test_a_pull_request_has_nothing_to_take() -> None:
    for name in ("pull-request.yml", "tests.yml"):
        text = (FOLDER / name).read_text(encoding="utf-8")
        assert "secrets." not in text
        assert "\n  pull_request_target" not in text
        assert {job: each["permissions"] for job, each in jobs(FOLDER / name).items()} == {
            job: {"contents": "read"} for job in jobs(FOLDER / name)
        }


def test_the_environments_that_are_run_exist() -> None:
    tox = configparser.ConfigParser(interpolation=None)
    tox.read(REPOSITORY / "tox.ini")
    known = {name for section in tox for name in re.split(r"[:{},\]]", section)}
    texts = [file.read_text(encoding="utf-8") for file in (*WORKFLOWS, REPOSITORY / ".gitlab-ci.yml")]
    run_here = {name for text in texts for name in re.findall(r"\.ci/tox -e (\w+)", text)}
    assert run_here == {"chase", "check", "newest", "report"}
    assert run_here <= known


#: Stands for `gh`: it keeps the issues of a code host in the file issues.json.
HOST = """\
#!/usr/bin/env python3
import json, sys
from pathlib import Path

kept = Path("issues.json")
issues = json.loads(kept.read_text()) if kept.exists() else []
what, does, *rest = sys.argv[1:]
options = dict(one.removeprefix("--").partition("=")[::2] for one in rest if "=" in one)
text = Path(options["body-file"]).read_text(encoding="utf-8") if "body-file" in options else ""
if does == "list":
    print(json.dumps([{"number": one["number"], "body": one["body"]} for one in issues if one["open"]]))
elif does == "create" and what == "issue":
    issues.append({"number": len(issues) + 1, "title": options["title"], "body": text, "open": True})
elif does == "edit":
    issues[int(rest[0]) - 1] |= {"title": options["title"], "body": text}
elif does == "close":
    issues[int(rest[0]) - 1]["open"] = False
kept.write_text(json.dumps(issues))
"""


def keep_issues(folder: Path, project: Project, today: str) -> list[tuple[str, bool]]:
    """Chase, and run what the workflow runs at the code host; return the titles of all issues, and which are open."""
    status, said = project.run(
        "chase", "--today", today, "--format", "json", "--out", str(project.root / "_build/chase")
    )
    assert status == 0, said
    (folder / "letters").mkdir(exist_ok=True)
    (folder / "letters/chase.json").write_text(said, encoding="utf-8")
    host = folder / "bin/gh"
    host.parent.mkdir(exist_ok=True)
    host.write_text(HOST, encoding="utf-8")
    host.chmod(0o755)
    script = jobs(FOLDER / "chase.yml")["issues"]["steps"][-1]["run"]
    paths = {**os.environ, "PATH": f"{host.parent}:{PROGRAMS}:{os.environ['PATH']}"}
    subprocess.run(["bash", "-e", "-c", script], cwd=folder, env=paths, check=True, timeout=60)
    return [(one["title"], one["open"]) for one in json.loads((folder / "issues.json").read_text(encoding="utf-8"))]


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed; the machine of the workflow has it")
def test_each_institution_has_one_issue_until_it_owes_nothing(tmp_path: Path, project: Project) -> None:
    host = tmp_path / "host"
    host.mkdir()
    project.replace("conf.py", "loipr_notice", 'loipr_coordinator_address = "report@example.org"\nloipr_notice')
    project.write("data/calendar.yaml", CALENDAR)
    hand_made = {"number": 1, "title": "By hand", "body": "Somebody gave it the label, too.", "open": True}
    (host / "issues.json").write_text(json.dumps([hand_made]), encoding="utf-8")
    first = "MFA: 1 contribution awaited, the first by 25 July 2025 (5 days left)"
    assert keep_issues(host, project, "2025-07-20") == [
        ("By hand", True),
        (first, True),
        (first.replace("MFA", "MOL"), True),
    ]
    project.append("docs/replies/q02-recruitment.md", '\n:::{gap} MOL\n$(touch harm) `touch harm` "@MFA #1\n:::\n')
    assert keep_issues(host, project, "2025-07-26") == [
        ("By hand", True),
        ("MFA: 1 contribution awaited, 1 overdue", True),
        ("MOL: 2 contributions awaited, 1 overdue", True),
    ]
    body = json.loads((host / "issues.json").read_text(encoding="utf-8"))[2]["body"]
    assert body.startswith("<!-- loipr chase: MOL -->\n**To: Ministry of Labour (MOL)**\n")
    assert 'Gap: \\$(touch harm) \\`touch harm\\` "@\u200bMFA #\u200b1' in body
    assert not list(tmp_path.rglob("harm"))
    project.clear()
    assert keep_issues(host, project, "2025-07-26") == [
        ("By hand", True),
        ("MFA: 1 contribution awaited, 1 overdue", False),
        ("MOL: 1 contribution awaited", True),
    ]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder with the files of an official edition."""
    package = "official/CMW-C-XXX-1"
    for name in (
        *("html/index.html", "html/replies/q01.html", "pdf/CMW-C-XXX-1.pdf", ".workshop/html.stamp"),
        *(f"{package}/CMW-C-XXX-1.pdf", f"{package}/manifest.json", f"{package}/statistics/datasets/placements.csv"),
    ):
        file = tmp_path / "_build" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
    return tmp_path


def gather(folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, REPOSITORY / ".ci/gather"], cwd=folder, capture_output=True, encoding="utf-8"
    )
    return done.returncode, done.stdout + done.stderr


def test_the_forms_are_gathered_with_their_checksums(built: Path) -> None:
    target = built / "_build/release"
    assert gather(built)[0] == 0
    forms = ["CMW-C-XXX-1-statistics.zip", "CMW-C-XXX-1-website.zip", "CMW-C-XXX-1.pdf", "manifest.json"]
    assert sorted(file.name for file in target.iterdir()) == sorted([*forms, "SHA256SUMS"])
    sums = "".join(f"{hashlib.sha256((target / name).read_bytes()).hexdigest()}  {name}\n" for name in forms)
    assert (target / "SHA256SUMS").read_text(encoding="utf-8") == sums
    with zipfile.ZipFile(target / forms[1]) as site:
        assert site.namelist() == ["CMW-C-XXX-1-website/index.html", "CMW-C-XXX-1-website/replies/q01.html"]
    os.utime(built / "_build/html/index.html", (0, 10**9))
    assert gather(built) == (0, sums)


def test_a_draft_is_not_gathered(built: Path) -> None:
    shutil.rmtree(built / "_build/official")
    assert gather(built) == (
        1,
        "This needs the official edition: run python3 .ci/tox -e report -- --official first.\n",
    )
    assert not (built / "_build/release").exists()
