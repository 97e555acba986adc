"""Fit the files that a report takes over to a report that pins the machinery.

Such a report does not itself build the machinery, check its types or measure it.
"""

from __future__ import annotations

import configparser
import io
import re
import shutil
from pathlib import Path

from loipr.cli.machinery.pin import PATH

#: The program with which tox installs the machinery and its requirements.
_INSTALL = Path(__file__).parent / "install"
#: The files that test the machinery with the newest releases of its requirements, and look at its pages with axe.
_TRIALS = (".ci/newest", ".github/workflows/newest.yml", ".ci/axe.in", ".ci/axe.txt")
_TRIAL_ON_GITLAB = re.compile(r"^newest:\n(?:(?:  .*)?\n)*", re.MULTILINE)


def fit_to_a_pin(folder: Path) -> None:
    """Remove from *folder* what only the machinery itself needs, and add the program with which tox installs it."""
    shutil.copy(_INSTALL, folder / ".ci/install")
    # The report has the locks; the files from which they are made belong to the machinery.
    for file in (*(folder / name for name in _TRIALS), *(folder / ".ci/requirements").glob("*.in")):
        file.unlink(missing_ok=True)
    for name, fitted in {"tox.ini": _environments_of_a_pin, ".gitlab-ci.yml": _without_trials}.items():
        file = folder / name
        file.write_text(fitted(file.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def _without_trials(jobs: str) -> str:
    return _TRIAL_ON_GITLAB.sub("", jobs)


def _environments_of_a_pin(environments: str) -> str:
    """Return ``tox.ini`` for a report that pins the machinery: without what builds, checks or measures that."""
    tox = configparser.ConfigParser(interpolation=None)
    tox.read_string(environments)
    for name in tox.sections():
        if name.startswith("testenv:") and "python -m loipr" not in tox[name]["commands"]:
            tox.remove_section(name)
    tox.remove_option("testenv", "set_env")
    tox["testenv"]["install_command"] = "python {tox_root}/.ci/install {opts} {packages}"
    tox["testenv"]["description"] = "the tests and the formatting"
    tox["testenv"]["commands"] = tox["testenv"]["commands"].replace("\nmypy", "")
    for name in tox.sections():
        if tox.has_option(name, "deps"):
            tox[name]["deps"] = f"\n{tox[name]['deps']}\n-r {PATH}"
            # The machinery's repository may ask for a key.
            passed = tox.get(name, "pass_env", fallback="").split()
            tox[name]["pass_env"] = "\n".join(["", *passed, "SSH_AUTH_SOCK"])
    text = io.StringIO()
    tox.write(text)
    return "\n".join(line.rstrip().replace("\t", "    ") for line in text.getvalue().rstrip().splitlines()) + "\n"
