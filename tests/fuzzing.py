"""Breaks a good report in many ways, and sees whether `check` still answers in plain words.

    tox -e fuzz -- --cases 2000 --seed 1 [--build-every 50] [--build-green 0.1]
    tox -e fuzz -- --words

Each case changes one or two files of a copy of the report: bytes, lines, fields or structure of pages, tables,
treaties, lists of issues, institutions, the bibliography and all other data. `check` must end within ten seconds, with
exit status 0 or 1, and say what it found in lines that name a file. A build must not change the last good edition unless it
makes a new one. A report that passes the check must be built, and a second build must make the same as a first one. One
case in ten instead breaks a file from outside, a document of the Committee or a workbook: the import must end in the
same way, and write nothing if it refuses the file. The seed and the number of a case decide all that it does.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from loipr.cli.main import main as run_loipr
from loipr.editions.edition import EDITIONS
from loipr.facts.settings import Settings
from support.documents import para, word
from support.everywhere import cases, lost_words
from support.kinds import KINDS, changed, places
from support.measured import measure
from support.pieces import PIECES
from support.project import make_project

REPOSITORY = Path(__file__).parent.parent
SECONDS = 10
#: Of the cases that pass the check and are built, the parts that are built in all editions, and once more from nothing.
_ALL, _AGAIN = 0.1, 0.2
#: A line that `check` may print: a place, a severity and the id of a rule; or the summary at the end.
_LINE = re.compile(
    r"[^:\n]+(:\d+){0,2}: (error|warning|gap)\[[a-z-]+\]: \S.*|\d+ pages, .*|loipr: .*|Nothing was built.*"
)
NASTY = (
    *("", " ", "TBD", "…", "-", "0", "-1", "1e999", "9" * 400, "1.234,5", "NaN", "null", "true", "~", "١٢٣", "½"),
    *("\u202e1 (a)", "\u200b", "\ufeff", "\x07", "\x1b[31m", "\ud7ff", "\U0010ffff", "а́", "ﬁ", "‘", "”", "\u2028"),
    *("{{ 6 * 7 }}", "{% for %}", "${x}", "%s", "=1+1", "@SUM(A1)", "<script>alert(1)</script>", "javascript:alert(1)"),
    *("../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "\\input{/etc/passwd}", "\\write18{x}", "$x$", "%"),
    *(
        "&a",
        "*a",
        "!!python/object:os.system",
        "!x",
        "- - - -",
        "? :",
        "{",
        "}",
        "[",
        "]",
        "[]",
        "{}",
        "[[]]",
        "|",
        ">",
    ),
    *(
        "`",
        "``",
        "```",
        ":::",
        "::::{reply} (a)",
        ":::{note}",
        "{article}`",
        "{article}`94`",
        "{table}`placements`",
        "{table}`Table  x`",
        "{value}`x[1].y`",
        "{cite}`",
    ),
    *('"', '""', "'", '"a"b', ",", ";", ":", "::", "#", "---", "...", "\t", "\r", "\r\n", "\n", "\n\n", "\\", "\\\n"),
    *("Đặng", "王小明 12", "محمد علي", "Łódź’s", "Ωmega", "ꦗꦮ", "İstanbul", "ß"),
    *(":caption: a # b", "---\na: b\n---", "[^1]", "[^1]: x", "(a)=", "% accept x: y", ":::{toctree}\n../../conf\n:::"),
    *("@string{a = a # a}", "{math}`\\input{x}`", "```{eval-rst}\n.. include:: x\n```", "<div>", "{only}", "٣٣", "а"),
    *("<javascript:x>", "[a](data:x)", "\u200d", "\u2066", "\ufffe", "\x00", "\u2029", "a" * 300_000, "[a]" * 5_000),
    *("[" * 300, "(" * 300, "`" * 300, "*" * 500, "> " * 200, "- " * 200, "x" * 5000, "word " * 2000, "![](", "[^a]"),
)


class TooSlowError(BaseException):
    """A case took too long. Code that catches every ``Exception`` does not catch this."""


@dataclass(frozen=True)
class Outcome:
    """The result of a case: its number, what was done, the exit status, and what is wrong with the answer (or "")."""

    case: int
    change: str
    status: int
    fault: str
    built: tuple[str, ...] = ()


def files_of(root: Path) -> list[Path]:
    """Return the files that a pull request may change: pages and data."""
    found = [file for folder in ("docs", "data") for file in sorted((root / folder).rglob("*")) if file.is_file()]
    return [file for file in found if file.suffix in (".md", ".csv", ".yaml", ".json", ".bib", ".txt")]


def _span(size: int, chance: random.Random, most: int = 40) -> tuple[int, int]:
    start = chance.randrange(size + 1)
    return start, min(size, start + chance.randrange(most))


def flip_bytes(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content or b"x")
    for _ in range(chance.choice((1, 1, 2, 8))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut_bytes(content: bytes, chance: random.Random) -> bytes:
    start, end = _span(len(content), chance, 400)
    return content[:start] + content[end:]


def truncate(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def insert_bytes(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + chance.randbytes(chance.choice((1, 2, 20))) + content[start:]


def insert_nasty(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + chance.choice(NASTY).encode("utf-8", "surrogatepass") + content[start:]


def replace_word(content: bytes, chance: random.Random) -> bytes:
    """Replace a field, a word or a number."""
    words = list(re.finditer(rb"[^\s,;:\[\](){}`\"']+", content))
    if not words:
        return content
    word = chance.choice(words)
    return content[: word.start()] + chance.choice(NASTY).encode("utf-8", "surrogatepass") + content[word.end() :]


def swap_words(content: bytes, chance: random.Random) -> bytes:
    words = re.split(rb"(\s+|,)", content)
    one, other = chance.randrange(len(words)), chance.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    return b"".join(words)


def change_lines(content: bytes, chance: random.Random) -> bytes:
    """Delete, repeat, swap, indent or join lines."""
    lines = content.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    kind = chance.randrange(6)
    if kind == 0:
        del lines[one : one + chance.choice((1, 1, 3, 10))]
    elif kind == 1:
        lines[one:one] = lines[one : one + chance.choice((1, 1, 5))]
    elif kind == 2:
        lines[one], lines[other] = lines[other], lines[one]
    elif kind == 3:
        lines[one] = b" " * chance.choice((1, 2, 4)) + lines[one]
    elif kind == 4:
        lines[one] = lines[one].lstrip()
    else:
        lines[one : one + 2] = [b" ".join(lines[one : one + 2])]
    return b"\n".join(lines)


def nest(content: bytes, chance: random.Random) -> bytes:
    depth = chance.choice((10, 60, 400))
    opening, closing = chance.choice(((b"[", b"]"), (b"{", b"}"), (b"- ", b""), (b"> ", b""), (b'{"a": ', b"}")))
    start = chance.randrange(len(content) + 1)
    return content[:start] + b"\n" + opening * depth + closing * depth + b"\n" + content[start:]


def encode_again(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(chance.choice(("latin-1", "utf-16", "utf-8-sig", "cp1252")), "replace")


def end_lines_otherwise(content: bytes, chance: random.Random) -> bytes:
    return content.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b"\n\r")))


def repeat_a_piece(content: bytes, chance: random.Random) -> bytes:
    """Keep the first lines, and repeat one piece many times in place of the rest."""
    lines = content.split(b"\n")
    head = b"\n".join(lines[: chance.randrange(min(len(lines), 12) + 1)])
    words: list[bytes] = re.findall(rb"\S+\s?", content)
    piece: bytes = chance.choice((*(one.encode() for one in PIECES), *words[:300]))
    return head + b"\n" + piece * (chance.choice((300, 20_000, 90_000)) // max(1, len(piece))) + b"\n"


def insert_entity(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    code = chance.choice((0, 7, 0x34, 0x85, 0xA0, 0xAD, 0x41A, 0x661, 0x200B, 0x202E, 0x2066, 0xD800, 0xFFFE, 0x10FFFF))
    written = chance.choice(("&#x{0:x};", "&#{0};", "\\u{0:04x}", '"\\u{0:04x}"', "&#" + "1" * 5000 + ";", "&shy;"))
    return content[:start] + written.format(code).encode() + content[start:]


def change_kind(content: bytes, chance: random.Random) -> bytes:
    """Put a value of another kind into a field of JSON or YAML."""
    text = content.decode("utf-8", "replace")
    try:
        value, is_json = json.loads(text), True
    except ValueError:
        try:
            value, is_json = yaml.safe_load(text), False
        except (yaml.YAMLError, ValueError):
            return replace_word(content, chance)
    found = list(places(value))
    if not found:
        return replace_word(content, chance)
    other = changed(value, chance.choice(found), chance.choice(KINDS))
    written = json.dumps(other, indent=1) if is_json else str(yaml.safe_dump(other, sort_keys=False))
    return written.encode("utf-8", "surrogatepass")


def exchange_rows_or_columns(content: bytes, chance: random.Random) -> bytes:
    """Exchange two rows or two columns of a table; in another file, two pieces between commas."""
    rows = [line.split(b",") for line in content.split(b"\n")]
    if chance.random() < 0.5:
        one, other = chance.randrange(len(rows)), chance.randrange(len(rows))
        rows[one], rows[other] = rows[other], rows[one]
    else:
        width = max(map(len, rows))
        one, other = chance.randrange(width), chance.randrange(width)
        first = chance.choice((0, 1))
        for row in rows[first:]:
            if max(one, other) < len(row):
                row[one], row[other] = row[other], row[one]
    return b"\n".join(b",".join(row) for row in rows)


CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(
        flip_bytes,
        cut_bytes,
        truncate,
        insert_bytes,
        insert_nasty,
        insert_nasty,
        replace_word,
        replace_word,
        replace_word,
    ),
    *(swap_words, change_lines, change_lines, change_lines, nest, encode_again, end_lines_otherwise),
    *(repeat_a_piece, insert_entity, change_kind, change_kind, change_kind, exchange_rows_or_columns),
)


def _delete(file: Path, chance: random.Random, files: list[Path]) -> None:
    file.unlink()


def _become_folder(file: Path, chance: random.Random, files: list[Path]) -> None:
    file.unlink()
    file.mkdir()


def _become_link(file: Path, chance: random.Random, files: list[Path]) -> None:
    file.unlink()
    file.symlink_to(chance.choice((str(file), "/etc/hostname", "/dev/zero", "nowhere", str(chance.choice(files)))))


def _become_another(file: Path, chance: random.Random, files: list[Path]) -> None:
    file.write_bytes(chance.choice(files).read_bytes())


def _be_renamed(file: Path, chance: random.Random, files: list[Path]) -> None:
    name = chance.choice(
        (f"{file.stem} copy{file.suffix}", f"_{file.name}", "ñ\u202e" + file.name, file.stem, "-rf.md")
    )
    with contextlib.suppress(FileNotFoundError):
        file.rename(file.with_name(name))


def _take_lines_of_another(file: Path, chance: random.Random, files: list[Path]) -> None:
    lines, others = file.read_bytes().split(b"\n"), chance.choice(files).read_bytes().split(b"\n")
    start, there = chance.randrange(len(lines)), chance.randrange(len(others))
    lines[start : start + chance.choice((0, 1, 5))] = others[there : there + chance.choice((1, 3, 20))]
    file.write_bytes(b"\n".join(lines))


MOVES = (
    _take_lines_of_another,
    _take_lines_of_another,
    _take_lines_of_another,
    _delete,
    _become_folder,
    _become_link,
    _become_another,
    _be_renamed,
)


def break_report(root: Path, files: list[Path], chance: random.Random) -> str:
    """Change one or two files below *root* and return what was done."""
    done = []
    for file in chance.sample(files, chance.choice((1, 1, 1, 2))):
        name = file.relative_to(root).as_posix()
        if chance.random() < 0.12:
            move = chance.choice(MOVES)
            if file.is_file() and not file.is_symlink():
                move(file, chance, [one for one in files if one.is_file()])
                done.append(f"{move.__name__.strip('_')} {name}")
            continue
        change = chance.choice(CHANGES)
        if file.is_file() and not file.is_symlink():
            file.write_bytes(change(file.read_bytes(), chance))
            done.append(f"{change.__name__} {name}")
    return "; ".join(done)


@contextlib.contextmanager
def _limited(seconds: int) -> Iterator[None]:
    """Stop after so many *seconds* of the processor's time, or thirty times as many by the clock.

    :raises TooSlowError: then.
    """

    def stop(*_: object) -> None:
        raise TooSlowError

    kinds = ((signal.ITIMER_PROF, signal.SIGPROF, seconds), (signal.ITIMER_REAL, signal.SIGALRM, 30 * seconds))
    before = [signal.signal(number, stop) for _, number, _ in kinds]
    for timer, _, limit in kinds:
        signal.setitimer(timer, limit)
    try:
        yield
    finally:
        for (timer, number, _), handler in zip(kinds, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)


def ask(root: Path, *arguments: str, seconds: int = SECONDS) -> tuple[int, str, str]:
    """Run a command in *root*; return its exit status, what it printed, and what is wrong with that."""
    stream = io.StringIO()
    here = Path.cwd()
    os.chdir(root)
    try:
        with _limited(seconds), contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
            status = run_loipr(list(arguments))
    except TooSlowError:
        return -1, stream.getvalue(), f"not done after {seconds} s"
    except BaseException:
        return -1, stream.getvalue(), traceback.format_exc(limit=-6)
    finally:
        os.chdir(here)
    said = stream.getvalue()
    if status not in (0, 1):
        return status, said, f"exit status {status}: {said[-500:]}"
    strange = next((line for line in said.split("\n") if line and not _LINE.fullmatch(line)), "")
    return status, said, f"a line that names no place: {strange[:300]}" if strange and arguments[0] == "check" else ""


LIST_OF_ISSUES = """\
{symbol}
Distr.: General
10 January 2025
Original: English
List of issues prior to submission of the second periodic report
A. General information
1. Please provide information on laws adopted and agreements made, and on:
(a) Laws adopted on the lanterns of the harbour;
(b) Agreements:
(i) Their scope;
(ii) Their results (para. 25 (a)).
2. Please describe recruitment and its agencies (arts. 33 and 66 (2)).
B. Articles
3. Please supply statistics and figures on ovens, under article 64.
"""


OBSERVATIONS = """\
CMW/C/XXX/CO/1
3 May 2019

Concluding observations on the initial report of Examplia

A. Mills

1. The Committee looked at the report in the rain.

2. The Committee recommends that the State party, in view of article 64:

(a) Mend them;

(b) Count them.

B. Follow-up

3. The Committee requests the State party to provide, within two years, by 1 May 2021, information on the implementation
of the recommendations in paragraph 2 (a) (mills) above.
"""
#: Optional files of a report, added so that they are broken too.
MORE = {
    "data/words.txt": "Examplia\nlanterns # of the harbour\n",
    "data/abbreviations.yaml": "- abbreviation: ABC\n  meaning: A body of change\n",
    "data/calendar.yaml": (
        "coordinator: MFA\ndeadline: 2025-07-31\nmilestones:\n- id: data-in\n  title: Data in\n  days_before: 20\n"
        "- id: filing\n  title: Filing\n  date: 2025-07-31\ndue:\n  gap: data-in\n  reply: filing\nevents:\n"
        "- date: 2025-06-12 to 2025-06-13\n  what: A meeting\n  institutions: [MOL]\n  source: [S01]\n"
    ),
    "data/meetings/2025-07-22.yaml": (
        "date: 2025-07-22\nplace: Town\nwhat: A meeting.\ninstitutions: [MFA]\nothers: unions\nsource: [S01]\n"
        "groups:\n- name: A\n  subject: Laws\n  lead: MFA\n  questions: 1-2\n- name: B\n  questions: [3]\n"
        "  standing: proposed\ndecisions:\n- what: Bring figures.\n  who: MOL\n  with: [MFA]\n  by: 2025-07-25\n"
        "  question: 1 (a)\n- {what: Go., who: MFA, done: 2025-07-23}\nconsultations:\n- heard: [A union, MOL]\n"
        "  on: Wages.\n  questions: 1 (b)\n  recommendations: CO/1 2\n- {heard: A union, on: Fees., reason: Later.}\n"
    ),
    "data/comments.yaml": (
        "comments:\n- by: MOL\n  at: 2026-03-04T05:06:00Z\n  page: docs/replies/q01-laws.md\n  item: (a)\n"
        "  paragraph: Laws give effect to.\n  about: Laws\n  text: Which ones?\n  answers:\n"
        "  - {by: MFA, at: 2026-03-05T05:06:00Z, text: All.}\n- {by: MOL, text: Good., state: settled}\n"
    ),
    "data/register.yaml": (
        "recommendations:\n- id: CO/1 1\n  status: superseded\n  questions: [2]\n- id: CO/1 2\n  subject: Mills\n"
        "  persons: [documented foreigners]\n  articles: 33 (1)\n  lead: MOL\n  others: [MFA]\n  action: Mend them.\n"
        "  indicator: placed\n  due: 2026-01-31\n  status: under way\n"
        "  evidence: [question 1 (a), dataset placements]\n  note: Soon.\n- id: CO/2 1\n  continues: CO/1 1\n"
        "  status: not started\n"
    ),
    "data/concluding-observations/co-2.yaml": (
        "symbol: CMW/C/XXX/CO/2\nshort: CO/2\ncomplete: true\nadopted: 2026-01-20\nfollow_up: [1]\n"
        "follow_up_within: two years\nfollow_up_by: 2028-01-20\nparagraphs:\n- number: 1\n  subject: Bridges\n"
        "  text: Paint them.\n  letters:\n  - {label: (a), text: Soon.}\n"
    ),
    "data/accepted.yaml": "- rule: superseded-name\n  file: docs/replies/q01-laws.md\n  reason: A test.\n",
    "data/form-rules.yaml": re.sub(
        r"\bsource: \[.*\]", "source: [S01]", (REPOSITORY / "data/form-rules.yaml").read_text(encoding="utf-8")
    ),
}


def make_small_report(root: Path) -> None:
    """Write the small report of the tests, with every kind of file."""
    project = make_project(root)
    for path, text in MORE.items():
        project.write(path, text)
    measure(project)
    project.append("conf.py", 'loipr_national_dictionary = "id_ID"\n')


def from_outside(root: Path) -> Mapping[str, bytes]:
    """Return files from outside for the report at *root*, by name: documents of the Committee, and workbooks."""
    text = LIST_OF_ISSUES.format(symbol=Settings.read(root).list_of_issues)
    lines = text.splitlines()
    html = "".join(f"<p>{line}</p>\n" for line in lines)
    found = {
        "observations.txt": OBSERVATIONS.encode(),
        "list.txt": text.encode(),
        "list.html": f"<html><head><title>List</title></head><body>{html}</body></html>".encode(),
        "list.docx": word("".join(para(line) for line in lines)),
    }
    status, said, _ = ask(root, "export", seconds=120)
    assert status == 0, said
    books = sorted((root / "_build/workbooks").glob("*.xlsx"))
    return found | {book.name: book.read_bytes() for book in books[:3]}


def break_package(content: bytes, chance: random.Random) -> bytes:
    """Change one part of a .docx or .xlsx file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        broken = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, chance.choice(CHANGES)(part, chance) if name == broken else part)
    return stream.getvalue()


def try_import(root: Path, outside: Mapping[str, bytes], chance: random.Random) -> tuple[str, int, str]:
    """Break a file from outside and import it; return what was done, the exit status, and what is wrong (or "")."""
    name = chance.choice(sorted(outside))
    change = break_package if name.endswith("x") and chance.random() < 0.7 else chance.choice(CHANGES)
    (root / name).write_bytes(change(outside[name], chance))
    before = {file: file.read_bytes() for file in files_of(root)}
    status, said, fault = ask(root, "import", name, "--yes")
    after = {file: file.read_bytes() for file in files_of(root)}
    (root / name).unlink()
    if not fault and not said.strip():
        fault = "it was brought in without a word"
    if not fault and status and before != after:
        fault = f"it was refused, and something was written: {said[-300:]}"
    if not fault:
        _, _, fault = ask(root, "check")
    return f"{change.__name__} {name}", status, fault


def try_case(
    original: Path,
    root: Path,
    case: int,
    seed: int,
    *,
    build: bool = False,
    build_green: float = 0,
    outside: Mapping[str, bytes] | None = None,
) -> Outcome:
    """Break the copy of *original* at *root* as *case* says, check it (and build it), and restore it."""
    chance = random.Random(f"{seed}/{case}")  # noqa: S311  # it chooses cases, it keeps no secrets
    if outside and chance.random() < 0.1:
        outcome = Outcome(case, *try_import(root, outside, chance))
        mend(original, root)
        return outcome
    files = files_of(root)
    change = break_report(root, files, chance)
    status, _, fault = ask(root, "check")
    editions: tuple[str, ...] = ("html", "docx") if build else ()
    if status == 0 and chance.random() < build_green:
        editions = tuple(EDITIONS) if chance.random() < _ALL else ("html",)
    if editions and not fault:
        fault = _try_build(root, status, editions)
        if not fault and status == 0 and chance.random() < _AGAIN:
            fault = _try_build_anew(root)
    mend(original, root)
    return Outcome(case, change, status, fault, editions)


def _try_build(root: Path, checked: int, editions: Sequence[str]) -> str:
    """Build *editions* after a check with the exit status *checked*; return what is wrong with the answer (or "")."""
    before = _edition(root)
    built, said, fault = ask(root, "build", *editions, seconds=240)
    if fault:
        return fault
    if built and before != _edition(root) and len(editions) == 1:
        return "a build that failed has changed the edition"
    if checked and not built:
        return "an edition was built in spite of an error"
    if built and not checked:
        return f"the check is green, and the build is refused: {said[-800:]}"
    return ""


def _try_build_anew(root: Path) -> str:
    """Build the site again from nothing; return what is different from the build before, which followed another one."""
    site = root / "_build/html"

    def files() -> dict[str, bytes]:
        return {str(file.relative_to(site)): file.read_bytes() for file in site.rglob("*") if file.is_file()}

    again = files()
    shutil.rmtree(root / "_build")
    status, said, fault = ask(root, "build", "html", seconds=240)
    if fault or status:
        return fault or f"what was built upon another is refused: {said[-800:]}"
    clean = files()
    stale = sorted(name for name in again.keys() | clean.keys() if again.get(name) != clean.get(name))
    return f"a stale edition: {', '.join(stale[:9])}" if stale else ""


def _edition(root: Path) -> dict[str, tuple[int, int]]:
    folder = root / "_build"
    files = (file for kind in ("html", "docx") for file in (folder / kind).rglob("*") if file.is_file())
    return {str(file.relative_to(folder)): (file.stat().st_size, file.stat().st_mtime_ns) for file in files}


def mend(original: Path, root: Path) -> None:
    """Restore the pages and the data in *root* from *original*."""
    for folder in ("docs", "data"):
        shutil.rmtree(root / folder)
        shutil.copytree(original / folder, root / folder)


def try_every_word(at_once: int = 1000) -> int:
    """Try a word in every place of a page, so many places in a report; list where it is lost; return the exit status."""
    chosen, faults = list(enumerate(cases())), 0
    for start in range(0, len(chosen), at_once):
        with tempfile.TemporaryDirectory(prefix="fuzzing-") as name:
            lost = lost_words(make_project(Path(name)), chosen[start : start + at_once])
        faults += len(lost)
        print(*lost, sep="\n", end="\n" if lost else "", flush=True)
    print(f"{len(chosen)} places, {faults} faults")
    return 1 if faults else 0


def main() -> int:
    """Run the cases that are asked for, and list those with a fault; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1000, help="how many (%(default)s)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first one, to try one again")
    parser.add_argument("--seed", type=int, default=1, help="other cases for another number (%(default)s)")
    parser.add_argument(
        "--build-every", type=int, default=0, help="build site and Word file too in every so-manieth case"
    )
    parser.add_argument(
        "--build-green", type=float, default=0, help="the share of what the check passes that is built (%(default)s)"
    )
    parser.add_argument(
        "--minutes", type=float, default=0, help="end after so many minutes, if not all are done by then"
    )
    parser.add_argument(
        "--small", action="store_true", help="break the small report of the tests, which is sooner done"
    )
    parser.add_argument(
        "--words", action="store_true", help="try a word in every place of a page instead, and name those that are lost"
    )
    options = parser.parse_args()
    if options.words:
        return try_every_word()
    faults, refused, done, builds = [], 0, 0, 0
    with tempfile.TemporaryDirectory(prefix="fuzzing-") as name:
        original, root = REPOSITORY, Path(name) / "report"
        if options.small:
            original = Path(name) / "original"
            make_small_report(original)
        unneeded = shutil.ignore_patterns(".git", "_build", ".tox", "tests", "ext", ".*")
        shutil.copytree(original, root, ignore=unneeded)
        if not options.small:
            (root / "ext").symlink_to(REPOSITORY / "ext")
        outside = from_outside(root)
        if options.build_every or options.build_green:
            status, said, _ = ask(root, "build", "html", "docx", seconds=600)
            assert status == 0, said
        start = time.perf_counter()
        for case in range(options.first, options.first + options.cases):
            build = bool(options.build_every) and case % options.build_every == 0
            if options.minutes and time.perf_counter() - start > 60 * options.minutes:
                break
            done += 1
            green = options.build_green
            outcome = try_case(original, root, case, options.seed, build=build, build_green=green, outside=outside)
            refused += outcome.status == 1
            builds += bool(outcome.built)
            if outcome.fault:
                faults.append(outcome)
                print(f"case {case}: {outcome.change}\n{outcome.fault}\n", flush=True)
        seconds = time.perf_counter() - start
    print(f"{done} cases, {refused} refused with errors, {builds} built, {len(faults)} faults, {seconds:.0f} s")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
