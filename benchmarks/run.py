"""Measures how fast the report is built and checked, and prints the ratios beside their goals.

    python benchmarks/run.py --sizes 50 500 --runs 3

Each time is that of a whole process, and the median of the runs. Programs that are compared run in turn.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from generate import DATASET, PAGE, PROJECT, add_figures, add_gaps, add_views, drawing_on, write_plain, write_report

from loipr.editions.edition import EDITIONS

#: From the first size on, plain Sphinx takes minutes, so it runs once. Above the second it would take hours: no run.
_ONE_RUN, _LARGEST_PLAIN = 500, 500
#: The number of questions for which most goals are set.
_SIZE_OF_GOALS = 50
_ROWS, _FIGURES = 100_000, 2_000
#: The editions of print, in the order in which the main job builds them, after the site.
PRINTED = [name for name, edition in EDITIONS.items() if edition.is_submitted]


@dataclass
class Measured:
    """The seconds of each run for one size, by what was run, and the pages that one changed dataset made to be read."""

    questions: int
    seconds: dict[str, list[float]] = field(default_factory=dict)
    read_again: set[str] = field(default_factory=set)

    def note(self, name: str, seconds: float) -> None:
        self.seconds.setdefault(name, []).append(seconds)
        print(f"  {self.questions:5} questions  {name:<21} {seconds:8.2f} s", file=sys.stderr, flush=True)

    def median(self, name: str) -> float:
        return median(self.seconds[name])


def main() -> None:
    """Measure every size that is asked for, and print one table."""
    options = _options()
    table: list[tuple[str, str, str, str]] = []
    sizes: list[Measured] = []
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        for questions in sorted(options.sizes):
            runs = 1 if questions >= _ONE_RUN else options.runs
            compared = questions <= _LARGEST_PLAIN and not options.without_plain
            measured = _measure(Path(name) / str(questions), questions, runs, options.jobs, compared)
            sizes.append(measured)
            table += _rows(measured)
            if options.editions:
                _measure_editions(measured, Path(name) / str(questions) / "report", runs)
                table += _edition_rows(measured)
        if options.redline:
            table += _measure_redlines(Path(name) / "redline", sorted(options.sizes))
        if options.views:
            table += _measure_views(Path(name) / "views", options.runs)
        if options.figures:
            table += _measure_figures(Path(name) / "figures", options.runs)
    table += _growth(sizes)
    _print(options.jobs, table)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=[50], help="numbers of questions: 50, 500, 2000")
    parser.add_argument("--runs", type=int, default=3, help=f"runs of each size below {_ONE_RUN}; one of the others")
    parser.add_argument("--jobs", default="auto", help="Sphinx's -j, for both")
    parser.add_argument(
        "--figures",
        action="store_true",
        help=f"also {_ROWS:,} rows in one dataset and {_FIGURES:,} figures in the text",
    )
    parser.add_argument("--views", action="store_true", help="also the pages for those who run the process")
    parser.add_argument(
        "--redline", action="store_true", help="also the site with what changed on every page, of every size"
    )
    parser.add_argument(
        "--editions",
        action="store_true",
        help="also the PDFs and the Word edition, of every size; needs what the editions need",
    )
    parser.add_argument("--without-plain", action="store_true", help="leave out the comparison with plain Sphinx")
    return parser.parse_args()


def _measure(folder: Path, questions: int, runs: int, jobs: str, compared: bool) -> Measured:
    """Run everything for one size; programs that are compared run in turn."""
    report, plain, basic = folder / "report", folder / "plain", folder / "basic"
    write_report(report, questions)
    write_plain(plain, questions)
    write_plain(basic, questions, furnished=False)
    measured = Measured(questions)
    page, dataset = report / PAGE, report / DATASET
    text, rows = page.read_text(encoding="utf-8"), dataset.read_text(encoding="utf-8")
    for _ in range(runs):
        for name, project in (("plain", plain), ("basic", basic)) if compared else ():
            shutil.rmtree(project / "_build", ignore_errors=True)
            measured.note(name, _build_plain(project, jobs))
        shutil.rmtree(report / "_build", ignore_errors=True)
        measured.note("clean", _build_report(report))
        measured.note("check", _check(report))
        measured.note("unchanged", _build_report(report))
        page.write_text(text.replace(" This follows from", " Thus it follows from", 1), encoding="utf-8")
        measured.note("page changed", _build_report(report))
        # This changes every later number, on every page after this one.
        more = text.replace(" This follows from", "\n\nOne paragraph more. This follows from", 1)
        page.write_text(more, encoding="utf-8")
        measured.note("paragraph added", _build_report(report))
        dataset.write_text(rows.replace("-03,", "-04,", 1), encoding="utf-8")
        before = _read_at(report)
        measured.note("table changed", _build_report(report))
        measured.read_again = {page for page, moment in _read_at(report).items() if moment != before.get(page)}
        page.write_text(text, encoding="utf-8")
        dataset.write_text(rows, encoding="utf-8")
    return measured


def _measure_views(folder: Path, runs: int) -> list[tuple[str, str, str, str]]:
    """Build the site with and without the pages for those who run the process; return the row of the table."""
    measured = Measured(_SIZE_OF_GOALS)
    for name in ("without views", "with views"):
        write_report(folder / name, _SIZE_OF_GOALS)
        add_gaps(folder / name)
    add_views(folder / "with views")
    for _ in range(runs):
        for name in ("without views", "with views"):
            shutil.rmtree(folder / name / "_build", ignore_errors=True)
            measured.note(name, _build_report(folder / name))
    ours, theirs = measured.median("with views"), measured.median("without views")
    wanted = f"<= 1.10 {_reached(ours / theirs <= 1.10)}"
    return [
        ("site with / without the coordinators' pages", f"{ours:.2f} / {theirs:.2f} s", f"{ours / theirs:.3f}", wanted)
    ]


def _measure_redlines(folder: Path, sizes: Sequence[int]) -> list[tuple[str, str, str, str]]:
    """Return the rows of the site that shows a change on every page: what it takes beyond reading both revisions."""
    rows = []
    for questions in sizes:
        report = folder / str(questions)
        write_report(report, questions)
        (report / ".gitignore").write_text("_build\n", encoding="utf-8")
        git = ["git", "-c", "user.name=x", "-c", "user.email=x"]
        for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
            _seconds([*git, *command], report)
        for page in report.glob("docs/replies/*.md"):
            text = page.read_text(encoding="utf-8")
            page.write_text(text.replace(" This follows from", " Thus it follows from", 1), encoding="utf-8")
        site, told, marked = (
            _seconds([sys.executable, "-m", "loipr", *arguments], report)
            for arguments in (["build", "html"], ["redline", "HEAD"], ["redline", "HEAD", "--format", "html"])
        )
        # In words, both revisions are read and compared; the site reads the second one itself.
        over = marked - told / 2 - site
        wanted = f"<= 0.30 {_reached(over <= 0.3 * site)}"
        said = f"{questions} questions: changes in the site, beyond reading both revisions / the site"
        rows.append((said, f"{over:.2f} / {site:.2f} s", f"{over / site:.3f}", wanted))
        print(
            f"  {questions:5} questions  changes: in words {told:.2f} s, site {marked:.2f} s",
            file=sys.stderr,
            flush=True,
        )
    return rows


def _measure_figures(folder: Path, runs: int) -> list[tuple[str, str, str, str]]:
    """Return a row for `check` and a row for the site: with many rows and figures, with half as many, and without."""
    seconds: dict[tuple[str, int], list[float]] = {}
    for share in (0, 1, 2):
        write_report(folder / str(share), 50)
        if share:
            add_figures(folder / str(share), _ROWS * share // 2, _FIGURES * share // 2)
    for _ in range(runs):
        for share in (0, 1, 2):
            report = folder / str(share)
            shutil.rmtree(report / "_build", ignore_errors=True)
            seconds.setdefault(("check", share), []).append(_check(report))
            seconds.setdefault(("site", share), []).append(_build_report(report))
    rows = []
    for name in ("check", "site"):
        without, half, whole = (median(seconds[name, share]) for share in (0, 1, 2))
        shown = f"{whole:.2f} / {half:.2f} / {without:.2f} s"
        wanted = f"<= 2 {_reached(whole <= 2 * without)}"
        what = f"50 questions: {name} with {_ROWS:,} rows and {_FIGURES:,} figures, with half, without"
        rows.append((what, shown, f"{whole / without:.3f}", wanted))
    return rows


def _measure_editions(measured: Measured, folder: Path, runs: int) -> None:
    """Note the time of each edition: built alone from nothing, and as a part of one command that builds all."""
    for _ in range(runs):
        for edition in PRINTED:
            shutil.rmtree(folder / "_build", ignore_errors=True)
            measured.note(edition, _seconds([sys.executable, "-m", "loipr", "build", edition], folder))
            if edition == "pdf":
                measured.note("xelatex", _run_xelatex(folder / "_build/.workshop/latex"))
        shutil.rmtree(folder / "_build", ignore_errors=True)
        for edition, seconds in _build_together(folder):
            measured.note(f"{edition} in one", seconds)


def _build_together(folder: Path) -> Iterator[tuple[str, float]]:
    """Build the site and all editions with one command; yield each edition and the seconds since the one before ended.

    When the site is ready, the pages are read and the rules have run, so each later edition is measured on its own.
    """
    command = [sys.executable, "-m", "loipr", "build", "html", *PRINTED]
    with subprocess.Popen(command, cwd=folder, env=_environment(), stdout=subprocess.PIPE, text=True) as running:
        moment = time.perf_counter()
        for line in running.stdout or ():
            before, moment = moment, time.perf_counter()
            if line.partition(":")[0] in PRINTED:
                yield line.partition(":")[0], moment - before
    if running.returncode:
        sys.exit(f"{' '.join(command)} failed")


def _run_xelatex(folder: Path) -> float:
    """Run xelatex alone on the same text, from nothing, as often as its references need; return the seconds."""
    name = next(folder.glob("*.tex")).stem
    kept = [folder / f"{name}.{kind}" for kind in ("aux", "toc", "out")]
    for file in kept:
        file.unlink(missing_ok=True)
    start, settled = time.perf_counter(), [b"?"]
    while (now := [file.read_bytes() for file in kept if file.exists()]) != settled:
        settled = now
        command = ["xelatex", "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", f"{name}.tex"]
        subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return time.perf_counter() - start


def _build_report(folder: Path) -> float:
    """Build our site as its users do, checks included, and return the seconds."""
    return _seconds([sys.executable, "-m", "loipr", "build", "html"], folder)


def _build_plain(folder: Path, jobs: str) -> float:
    """Build a site with Sphinx alone; return the seconds. A warning stops the benchmark, which would be wrong then."""
    options = ["-q", "-W", "-b", "html", "-j", jobs, "-c", ".", "-d", "_build/doctrees"]
    return _seconds([sys.executable, "-m", "sphinx", *options, "docs", "_build/html"], folder)


def _check(folder: Path) -> float:
    return _seconds([sys.executable, "-m", "loipr", "check"], folder)


def _seconds(command: list[str], folder: Path) -> float:
    environment = _environment()
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return seconds


def _environment() -> dict[str, str]:
    """Return the variables of a process: it finds the machinery, and may keep its compiled code, as Sphinx has its own.

    A shell that forbids that would compare our first start with Sphinx's later ones.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(PROJECT / "ext")}


def _read_at(report: Path) -> dict[str, int]:
    """Return when each page was last read, which is when its doctree was written."""
    folder = report / "_build/.workshop/doctrees"
    files = folder.rglob("*.doctree")
    return {file.relative_to(folder).with_suffix("").as_posix(): file.stat().st_mtime_ns for file in files}


def _rows(measured: Measured) -> list[tuple[str, str, str, str]]:
    """Return the rows of the table for one size: what, seconds, ratio, goal."""
    size = f"{measured.questions} questions: "
    rows = []

    def ratio(what: str, name: str, against: str, goal: float | None) -> None:
        ours, theirs = measured.median(name), measured.median(against)
        wanted = f"<= {goal:.2f} {_reached(ours / theirs <= goal)}" if goal is not None else ""
        rows.append((size + what, f"{ours:.2f} / {theirs:.2f} s", f"{ours / theirs:.3f}", wanted))

    if "plain" in measured.seconds:
        ratio("site / plain Sphinx", "clean", "plain", {50: 1.10, 500: 0.25}.get(measured.questions))
        ratio("site / plain Sphinx, theme basic", "clean", "basic", {500: 0.45}.get(measured.questions))
    goals = {
        "check": {50: 0.15},
        "unchanged": {50: 0.30},
        "page changed": {50: 0.20},
        "paragraph added": {500: 0.30},
    }
    for name, by_size in goals.items():
        ratio(f"{name} / clean site", name, "clean", by_size.get(measured.questions))
    wanted = drawing_on(1, measured.questions)
    agree = _reached(measured.read_again == wanted)
    counts = f"{len(measured.read_again)} of {len(wanted)}"
    rows.append((f"{size}table changed, pages read of those drawing on it", counts, "", f"the same pages {agree}"))
    return rows


def _edition_rows(measured: Measured) -> list[tuple[str, str, str, str]]:
    rows = []
    for how in ("", " in one"):
        for what, ours, theirs, goal in (
            ("PDF / bare xelatex", f"pdf{how}", "xelatex", 1.15),
            ("Word / PDF", f"docx{how}", f"pdf{how}", 0.30),
            ("accessible PDF / PDF", f"accessible{how}", f"pdf{how}", None),
        ):
            one, other = measured.median(ours), measured.median(theirs)
            if measured.questions != _SIZE_OF_GOALS:
                goal = None
            wanted = f"<= {goal:.2f} {_reached(one / other <= goal)}" if goal is not None else ""
            said = f"{measured.questions} questions: {what}{', in one command' if how else ''}"
            rows.append((said, f"{one:.2f} / {other:.2f} s", f"{one / other:.3f}", wanted))
    return rows


def _growth(sizes: list[Measured]) -> list[tuple[str, str, str, str]]:
    """Return the rows for each size after the first: the time for a question, compared with the first size."""
    rows = []
    for name, what in {"clean": "site", "pdf": "PDF", "docx": "Word", "accessible": "accessible PDF"}.items():
        each = [(one.questions, one.median(name) / one.questions * 1000) for one in sizes if name in one.seconds]
        for questions, milliseconds in each[1:]:
            first, base = each[0]
            shown = f"{milliseconds:.0f} / {base:.0f} ms"
            said = f"{what}, a question at {questions} / at {first}"
            rows.append((said, shown, f"{milliseconds / base:.3f}", "linear: <= 1"))
    return rows


def _reached(is_reached: bool) -> str:
    return "reached" if is_reached else "MISSED"


def _print(jobs: str, table: list[tuple[str, str, str, str]]) -> None:
    processors = multiprocessing.cpu_count()
    print(f"sphinx -b html -j {jobs}, {processors} processors, Python {sys.version.split()[0]}")
    heads = ("", "measured", "ratio", "goal")
    widths = [max(len(row[column]) for row in (heads, *table)) for column in range(4)]
    for row in (heads, *table):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
