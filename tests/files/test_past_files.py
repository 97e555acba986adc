"""Files of past revisions come out of git as they were, and nowhere but in their own folder."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from loipr.files.git import GitError
from loipr.files.past_files import commit_of, past_files
from support.history import commit, git
from support.project import Project

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def raw(project: Project, *arguments: str, given: bytes = b"") -> str:
    command = ["git", "-C", str(project.root), *arguments]
    return subprocess.run(command, input=given, check=True, capture_output=True).stdout.decode().strip()


def tree(project: Project, *entries: tuple[str, str, str]) -> str:
    """Return a tree in git with *entries*: mode, object and name, as git itself would never make it."""
    content = b"".join(f"{mode} {name}".encode() + b"\0" + bytes.fromhex(blob) for mode, blob, name in entries)
    return raw(project, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=content)


def test_files_come_out_as_they_are_in_git(kept: Project) -> None:
    kept.write("docs/odd ü.md", "a\r\nb")
    kept.write("docs/same.md", "a\r\nb")
    kept.write(".gitattributes", "* text=auto eol=lf filter=evil\n")
    commit(kept, 2)
    raw(kept, "config", "filter.evil.smudge", "touch trace; cat")
    with past_files(kept.root, "HEAD", ("docs",)) as folder:
        assert (folder / "docs/odd ü.md").read_bytes() == (folder / "docs/same.md").read_bytes()
        assert not (folder / "data").exists()
        assert not (kept.root / "trace").exists()


@pytest.mark.parametrize("name", ["..", ".", "a\\b", "C:x"])
def test_a_name_that_leads_elsewhere_is_refused(kept: Project, name: str) -> None:
    blob = raw(kept, "hash-object", "-w", "--stdin", given=b"x")
    inner = tree(kept, ("100644", blob, "x.md"))
    docs = tree(kept, ("40000", inner, name)) if name.startswith(".") else tree(kept, ("100644", blob, name))
    whole = tree(kept, ("40000", docs, "docs"))
    with pytest.raises(GitError, match="a name that leads elsewhere"), past_files(kept.root, whole, ("docs",)):
        pass


def test_a_file_that_is_a_folder_too_is_refused(kept: Project) -> None:
    blob = raw(kept, "hash-object", "-w", "--stdin", given=b"x")
    inner = tree(kept, ("100644", blob, "x.md"))
    docs = tree(kept, ("100644", blob, "a"), ("40000", inner, "a"))
    whole = tree(kept, ("40000", docs, "docs"))
    with pytest.raises(GitError, match="cannot be written"), past_files(kept.root, whole, ("docs",)):
        pass


def test_links_and_repositories_within_do_not_come_out(kept: Project) -> None:
    blob = raw(kept, "hash-object", "-w", "--stdin", given=b"/etc")
    head = commit_of(kept.root, "HEAD")
    docs = tree(kept, ("120000", blob, "link"), ("160000", head, "module"), ("100755", blob, "plain"))
    whole = tree(kept, ("40000", docs, "docs"))
    with past_files(kept.root, whole, ("docs",)) as folder:
        assert [one.name for one in (folder / "docs").iterdir()] == ["plain"]


@pytest.mark.parametrize("name", ["", "-h", "--all", "nothing", "HEAD~9", "main\n", "HEAD:docs", "a" * 5000])
def test_what_is_no_revision_is_refused_in_words(kept: Project, name: str) -> None:
    with pytest.raises(GitError, match=r"is no name of a revision|git has no revision called"):
        commit_of(kept.root, name)


def test_commits_branches_and_tags_are_revisions(kept: Project) -> None:
    git(kept, "tag", "-a", "-m", "x", "edition-1")
    assert (
        len({commit_of(kept.root, name) for name in ("HEAD", "main", "edition-1", commit_of(kept.root, "HEAD")[:9])})
        == 1
    )
