"""The machinery as others get it: its wheel, an environment with only the wheel, a repository to fetch it from."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path

from loipr.cli.machinery.machinery import Machinery
from support.project import REPOSITORY


def build(kind: str, source: Path, folder: Path) -> Path:
    """Build the `wheel` or the `sdist` of the project in *source*, with the build backend of the tests."""
    code = f"import sys; from hatchling.build import build_{kind}; print(build_{kind}(sys.argv[1]))"
    done = run([sys.executable, "-c", code, folder], source)
    return folder / done.stdout.splitlines()[-1]


def run(command: list[str | Path], folder: Path, *, status: int = 0) -> subprocess.CompletedProcess[str]:
    """Run *command* in *folder*, with installed packages only, and expect the exit *status*."""
    known = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    done = subprocess.run(command, cwd=folder, env=known, capture_output=True, encoding="utf-8")
    assert done.returncode == status, done.stdout + done.stderr
    return done


@dataclass(frozen=True)
class Environment:
    """An environment with the dependencies of the machinery; the machinery is there only if it was installed."""

    root: Path

    def program(self, name: str) -> Path:
        return self.root / ("Scripts" if os.name == "nt" else "bin") / name

    def install(self, wheel: Path) -> None:
        """Install *wheel* alone, from the file."""
        pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", self.program("python"), "install", "--quiet"]
        run([*pip, "--no-deps", "--no-index", "--disable-pip-version-check", wheel], self.root)

    def loipr(self, folder: Path, *arguments: str, status: int = 0) -> str:
        """Run the command `loipr` in *folder* and return all that it printed."""
        done = run([self.program("loipr"), *arguments], folder, status=status)
        return done.stdout + done.stderr


def make_environment(root: Path) -> Environment:
    """Make an environment in *root* that finds the packages of this one, so that no network is needed."""
    venv.create(root)
    environment = Environment(root)
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = run([environment.program("python"), "-c", code], root).stdout.strip()
    there = dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
    # A .pth file also gives access to the folders in the .pth files there.
    lines = [f"import site; site.addsitedir({folder!r})" for folder in there]
    (Path(packages) / "tests.pth").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return environment


def copy_machinery(folder: Path, version: str = "") -> Path:
    """Copy the present machinery into a separate project in *folder*; *version* sets another version."""
    machinery = Machinery.in_folder(REPOSITORY)
    unneeded = shutil.ignore_patterns("__pycache__")
    for name in ("ext", "README.md", *machinery.taken_over()):
        there, here = REPOSITORY / name, folder / name
        here.parent.mkdir(parents=True, exist_ok=True)
        if there.is_dir():
            shutil.copytree(there, here, ignore=unneeded)
        else:
            shutil.copy(there, here)
    if version:
        file = folder / "ext/loipr/version.py"
        text = file.read_text(encoding="utf-8")
        assert f'"{machinery.version}"' in text
        file.write_text(text.replace(f'"{machinery.version}"', f'"{version}"'), encoding="utf-8")
    return folder


def git(folder: Path, *arguments: str) -> str:
    """Run git in *folder*, with a name for the author, and return what it printed."""
    identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "init.defaultBranch=main"]
    return run(["git", *identity, *arguments], folder).stdout.strip()


def commit(folder: Path) -> str:
    """Commit everything in *folder*, which becomes a repository if needed, and return the commit."""
    git(folder, "init", "--quiet")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--message", "A version")
    return git(folder, "rev-parse", "HEAD")


def dead_links(report: Path) -> list[str]:
    """Return where the README of the *report* and its CONTRIBUTING, which no rule reads, lead to no file."""
    return [
        f"{page.name}: {target}"
        for page in report.glob("*.md")
        for target in re.findall(r"\]\(([\w./-]+)\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
