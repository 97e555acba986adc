"""Files that are links, devices or pipes, and names that no computer can hold: named, never read, never on the site.

Stands for the class of ways out of the project: links, devices, pipes, names and attachments.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from support.pictures import PNG
from support.project import Project

ONLY_HERE = b"What only this machine knows"
LINKED = "error[unreadable-file]: this is a link to another file or folder; put the file itself here"
NO_FILE = "error[unreadable-file]: this is not a file, although its name says so; rename or delete it"
READ = [
    "docs/replies/q03-statistics.md",
    "data/datasets/money.csv",
    "data/datapackage.json",
    "data/institutions.yaml",
    "data/references.bib",
    "data/words.txt",
    "data/accepted.yaml",
    "data/abbreviations.yaml",
    "data/calendar.yaml",
    "data/meetings/2025-06-12.yaml",
    "data/form-rules.yaml",
    "data/indicators.yaml",
    "data/comments.yaml",
    "data/register.yaml",
    "data/treaties/iccpr.yaml",
    "data/concluding-observations/co-1.yaml",
    "data/lists-of-issues/cmw-c-xxx-qpr-1.yaml",
]


def take_away(file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    if file.is_dir():
        shutil.rmtree(file)
    else:
        file.unlink(missing_ok=True)


def about(project: Project, path: str) -> list[str]:
    """Return what is found of one file; that others miss what it held is another matter."""
    return [one for one in project.findings() if one.startswith((f"{path}:", f"{path}/"))]


def leaked(project: Project) -> list[str]:
    project.build()
    files = sorted(file for file in (project.root / "out/html").rglob("*") if file.is_file())
    return [file.name for file in files if ONLY_HERE in file.read_bytes()]


@pytest.mark.parametrize("path", READ)
@pytest.mark.parametrize("target", ["secret", "/dev/zero", "nowhere", "itself"])
def test_a_link_is_not_followed(project: Project, path: str, target: str) -> None:
    """Also none to a file of the project: .git/config may hold a password, and /dev/zero never ends."""
    project.write(".git/config", ONLY_HERE)
    file = project.root / path
    take_away(file)
    file.symlink_to({"secret": str(project.root / ".git/config"), "itself": file.name}.get(target, target))
    assert about(project, path) == [f"{path}: {LINKED}"]


@pytest.mark.parametrize("target", ["secret", "/dev/zero"])
def test_no_build_follows_a_link(project: Project, target: str) -> None:
    project.write("secret", ONLY_HERE)
    for path in READ:
        take_away(project.root / path)
        (project.root / path).symlink_to(project.root / target)
    assert leaked(project) == []


@pytest.mark.parametrize("path", ["docs/replies", "docs/sections", "data/datasets", "data/treaties", "docs", "data"])
def test_a_folder_that_is_a_link_is_not_entered(
    project: Project, tmp_path_factory: pytest.TempPathFactory, path: str
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    folder = project.root / path
    take_away(folder)
    folder.symlink_to(elsewhere)
    (elsewhere / "page.md").write_bytes(b"# Page\n\n" + ONLY_HERE + b"\n")
    (elsewhere / "names.yaml").write_bytes(ONLY_HERE)
    found = [one for one in project.findings() if "unreadable-file" in one and "names.yaml" not in one]
    assert found
    assert [one for one in found if not one.endswith(LINKED) and "the file is missing" not in one] == []
    assert leaked(project) == []


@pytest.mark.parametrize(
    "path", ["data/datasets", "data/treaties", "data/lists-of-issues", "data/concluding-observations"]
)
def test_nothing_is_read_through_a_folder_that_is_a_link(
    project: Project, tmp_path_factory: pytest.TempPathFactory, path: str
) -> None:
    """What lies behind the link is all in order; it is not read all the same."""
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "folder"
    shutil.move(project.root / path, elsewhere)
    (project.root / path).symlink_to(elsewhere)
    inside = [one for one in READ if one.startswith(f"{path}/")]
    found = project.findings()
    assert inside
    assert [one for one in inside if f"{one}: {LINKED}" not in found] == []


@pytest.mark.parametrize("path", READ)
def test_a_pipe_is_not_waited_for(project: Project, path: str) -> None:
    file = project.root / path
    take_away(file)
    os.mkfifo(file)
    assert about(project, path) == [f"{path}: {NO_FILE}"]


def test_no_build_waits_for_a_pipe(project: Project) -> None:
    for path in READ:
        take_away(project.root / path)
        os.mkfifo(project.root / path)
    said = project.build()
    # Without the descriptor nobody looks for a dataset.
    assert [
        path
        for path in READ
        if path != "data/datasets/money.csv"
        if NO_FILE.partition("]: ")[2] not in said or path not in said
    ] == []


@pytest.mark.parametrize("kind", ["link", "link within", "pipe", "device", "text", "drawing"])
def test_a_picture_is_a_picture_of_the_report(project: Project, kind: str) -> None:
    picture = project.root / "docs/replies/map.png"
    if kind == "link":
        project.write("secret.png", PNG + ONLY_HERE)
        picture.symlink_to("../../secret.png")
    elif kind == "link within":
        project.write("docs/other.png", PNG)
        picture.symlink_to("../other.png")
    elif kind == "pipe":
        os.mkfifo(picture)
    elif kind == "device":
        picture.symlink_to("/dev/zero")
    else:
        picture.write_bytes(ONLY_HERE if kind == "text" else b"<svg onload='alert(1)'>" + ONLY_HERE)
    project.append("docs/replies/q02-recruitment.md", "\n![A map](map.png)\n")
    place = "docs/replies/q02-recruitment.md:13: error[misplaced-link]:"
    outside = f"{place} the picture map.png lies outside the pages of the report; put it into docs/ and write its name"
    none = f"{place} map.png is named as a picture, but is not one; save it again as PNG or JPEG"
    assert (
        project.findings()
        == {
            "link": [f"docs/replies/map.png: {LINKED}", outside],
            "link within": [f"docs/replies/map.png: {LINKED}"],
            "pipe": [
                f"{place} there is no picture map.png; write its place from this page, as ../annexes/statistics.md"
            ],
            "device": [f"docs/replies/map.png: {LINKED}", outside],
            "text": [none],
            "drawing": [none],
        }[kind]
    )
    assert leaked(project) == []


NAMES = [
    *(
        "q04 law.md",
        "q04'law.md",
        'q04".md',
        "q04<script>alert(1)<script>.md",
        "q04\nlaw.md",
        "q04\x1b[31m.md",
        "-rf.md",
    ),
    *(
        "q04\u202edm.md",
        "q04é.md",
        "q04а.md",
        "q04{{ 6 * 7 }}.md",
        "q04$(touch ran).md",
        "q04;touch ran;.md",
        "q04|x.md",
    ),
    *("q04&amp;.md", "q04%2e%2e.md", "q04#x.md", "q04?x.md", "q04*.md", "q04[a].md", "q04`id`.md", "q04\\x.md", "~.md"),
]
DEVICES = ["CON.md", "nul.md", "COM1.md", "lpt9.md", "aux.old.md"]


@pytest.mark.parametrize("name", [*NAMES, *DEVICES, "x" * 120 + ".md", "x" * 252 + ".md"])
def test_a_name_that_not_every_computer_can_hold(project: Project, name: str) -> None:
    project.write(f"docs/{name}", b"# Page\n\n" + ONLY_HERE + b"\n")
    found = [one for one in project.findings() if "misnamed-file" in one]
    assert len(found) == 1
    assert "\n" not in found[0]
    assert "\x1b" not in found[0]
    assert "\u202e" not in found[0]
    wanted = {
        name in NAMES: "a name may have only letters from A to Z, digits, - and _; rename it",
        name in DEVICES: "Windows keeps this name for a device, and no file can have it there; rename it",
        len(name) > 100: f"the name has {len(name)} characters; give it one of no more than 100",
    }[True]
    assert found[0].partition(": error[misnamed-file]: ")[2].startswith(wanted)


def test_no_file_of_such_a_name_is_built(project: Project) -> None:
    for name in (*NAMES, *DEVICES, "x" * 252 + ".md"):
        project.write(f"docs/{name}", b"# Page\n\n" + ONLY_HERE + b"\n")
    assert leaked(project) == []
    assert not (project.root / "ran").exists()


def test_a_folder_has_such_a_name_too(project: Project) -> None:
    project.write("docs/laws and more/page.md", b"# Page\n\n" + ONLY_HERE + b"\n")
    project.replace("docs/index.md", "\nsources\n", "\nsources\nlaws and more/page\n")
    project.write("data/old tables/t.csv", b"a\n1\n")
    assert project.findings() == [
        f"{path}: error[misnamed-file]: a name may have only letters from A to Z, digits, - and _; rename it to {new}"
        for path, new in (("data/old tables", "old-tables"), ("docs/laws and more", "laws-and-more"))
    ]
    assert leaked(project) == []


PASSED_OVER = (
    "docs/.hidden.md",
    "docs/replies/.h/page.md",
    "docs/_page.md",
    "docs/_static/x.md",
    "docs/..md",
    "docs/...md",
)


def test_what_the_check_passes_over_is_not_built(project: Project) -> None:
    for path in PASSED_OVER:
        project.write(path, b"# Page\n\n" + ONLY_HERE + b"\n")
    assert project.findings() == []
    assert leaked(project) == []


STRANGERS = {
    "docs/conf.py": "open('ran', 'w')\n",
    "docs/docutils.conf": "[general]\nfile_insertion_enabled: yes\nraw_enabled: yes\n",
    "docs/drawing.svg": "<svg onload='alert(1)'/>",
    "docs/layout.html": "{{ 6 * 7 }}",
    "docs/page.ipynb": "{}",
    "docs/page.rst": "Page\n====\n\n.. include:: /etc/passwd\n",
    "docs/sitecustomize.py": "open('ran', 'w')\n",
}


def test_what_is_no_page_is_named_and_does_nothing(project: Project) -> None:
    project.append("docs/replies/q02-recruitment.md", "\n<b>bold</b>\n")
    project.build()
    before = project.page("replies/q02-recruitment")
    for path, text in STRANGERS.items():
        project.write(path, text)
    assert [one for one in project.findings() if "[literal-markup]" not in one] == [
        f"{path}: error[unreadable-file]: this is neither a page (.md) nor a picture; take it out of the folder: "
        "put figures into a dataset, and give any other document by its web address"
        for path in STRANGERS
    ]
    project.build("-E", "-a")
    assert project.page("replies/q02-recruitment") == before
    assert not (project.root / "ran").exists()


@pytest.mark.parametrize(
    "path", ["../../../../etc/passwd", "/etc/passwd", "..\\\\x.csv", "datasets/../../x.csv", "x\\ty.csv"]
)
def test_a_dataset_lies_among_the_data(project: Project, path: str) -> None:
    project.replace("data/datapackage.json", "datasets/money.csv", path)
    (found,) = [one for one in project.findings() if one.startswith("data/datapackage.json")]
    assert found.startswith("data/datapackage.json:26: error[")
    assert "`path` must name a CSV file inside data/" in found


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"a,b\n=cmd|' /C calc'!A0,2\n"),
        ("a.pdf", b"<html><script>alert(1)</script></html>"),
        ("a.docx", b"MZ\x90\x00"),
        ("a.xlsx", b"PK\x03\x04 macros of a stranger"),
        ("a.PDF", b"%PDF-1.7"),
    ],
)
def test_no_attachment_is_handed_over(project: Project, name: str, content: bytes) -> None:
    """Whatever it is called: a program, a formula or a script in it would come from the report."""
    project.write(f"docs/{name}", content)
    project.append("docs/replies/q02-recruitment.md", f"\n[a](../{name})\n")
    assert [one.partition("; ")[0] for one in project.findings()] == [
        f"docs/{name}: error[unreadable-file]: this is neither a page (.md) nor a picture",
        f"docs/replies/q02-recruitment.md:13: error[misplaced-link]: ../{name} is no file that a page may lead to",
    ]
    project.build()
    assert [
        file for file in (project.root / "out/html").rglob("*") if file.is_file() and content in file.read_bytes()
    ] == []
