"""LaTeX commands in every text that is printed: they are printed, not run, and no file of the machine is read.

Stands for the class of TeX in the words of a report: commands that read files, write them or run programs.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from loipr.cli.main import main
from support.changes import LIST
from support.project import FILES, Project, make_project, needs_print

#: The secret file, seen from the folder that TeX runs in. (A path from the root on would break lines and pages of the
#: print at other places each time.)
PLACE = "../../../secret.tex"
#: Commands that would read that file, or write beside it; its path is put in for @.
COMMANDS = [
    "\\input{@}",
    "\\include{@}",
    "\\write18{touch @.ran}",
    "\\immediate\\write18{touch @.ran}",
    "\\catcode 37=12",
    "\\def\\par{\\par\\par}",
    "\\openin5=@",
    "\\newwrite\\x\\immediate\\openout\\x=@.ran",
    "\\csname input\\endcsname{@}",
    "^^5cinput{@}",
    "\\directlua{os.execute('touch @.ran')}",
    "\\special{ps: @}",
    "\\usepackage{shellesc}",
    "\\end{document}",
    "\\loop\\iftrue\\repeat",
    "\\verbatiminput{@}",
    "$ \\input{@} $",
    "#1 % & ~ _ {} $",
]
ONLY_HERE = "Whatonlythismachineknows"
#: Where they are put, each between two words that the print must have.
PLACES = (
    *("title", "description", "heading", "unit", "cell", "question", "item", "ministry", "recommendation", "source"),
    *("prose", "page", "caption", "chart", "note", "box", "inmarkdown", "gap", "footnote"),
)
#: What stands on each page of a draft beside its text.
FURNITURE = re.compile(r"DRAFT|CMW/C/XXX/1 Draft – not for submission|\d+")


def make_nasty(project: Project) -> str:
    (project.root / "secret.tex").write_text(ONLY_HERE)
    assert (project.root / "_build/.workshop/latex" / PLACE).resolve() == project.root / "secret.tex"
    nasty = " ".join(COMMANDS).replace("@", PLACE)

    def words(place: str) -> str:
        return f"begin{place} {nasty} end{place}"

    def quoted(place: str) -> str:
        return json.dumps(words(place))

    def escaped(place: str) -> str:
        """The same in Markdown, where a backslash and other marks mean something; a page has no braces in its text."""
        return re.sub(r"([\\`*_{}\[\]<>()#+.!|$&~^%'-])", r"\\\1", re.sub("[{}]", "", words(place)))

    describe = json.loads(FILES["data/datapackage.json"])
    placements = describe["resources"][0]
    placements |= {"title": words("title"), "description": words("description")}
    placements["schema"]["fields"][1]["title"] = words("heading")
    for column in placements["schema"]["fields"][1:3]:
        column["unit"] = words("unit")
    project.write("data/datapackage.json", json.dumps(describe))
    cell = words("cell").replace('"', '""')
    project.replace("data/datasets/placements.csv", "restated later", f'"{cell}"')
    project.replace(LIST, "summary: Asks for the laws.", f"summary: {quoted('question')}")
    project.replace(LIST, "summary: Laws adopted.", f"summary: {quoted('item')}")
    project.replace("data/institutions.yaml", "name: Ministry of Labour", f"name: {quoted('ministry')}")
    project.replace("data/concluding-observations/co-1.yaml", "Positive aspects", quoted("recommendation"))
    plain = re.sub(r"[{}\\]", "", words("source"))
    project.replace("data/references.bib", "Press report", plain.replace("%", "\\%").replace("#", "\\#"))
    project.append(
        "docs/replies/q02-recruitment.md",
        f"\n{escaped('prose')} {{cite}}`S02`\n\n## {escaped('page')}\n\nText.[^1]\n\n[^1]: {escaped('footnote')}\n",
    )
    project.replace("docs/replies/q03-statistics.md", ":total:\n", "")  # a unit with % does not add up
    project.replace("docs/replies/q03-statistics.md", ":caption: Placements by year", f":caption: {quoted('caption')}")
    project.append(
        "docs/replies/q03-statistics.md",
        f"\n:::{{data-chart}} placements\n:caption: {quoted('chart')}\n:columns: period, total\n:where: period = 2022 | 2023\n\n"
        f"{escaped('note')}\n:::\n\n:::{{note}}\n{escaped('box')}\n:::\n\n| a |\n|---|\n| {escaped('inmarkdown')} |\n\n"
        f":::{{gap}} MOL\n{escaped('gap')}\n:::\n",
    )
    return nasty


def body(file: Path) -> str:
    """Return what the pages of the PDF *file* say, without their watermark, heads and feet: a text may go over a page."""
    lines = [line for page in PdfReader(file).pages for line in page.extract_text().splitlines()]
    return "\n".join(line for line in lines if not FURNITURE.fullmatch(line))


def bare(text: str) -> str:
    """Return *text* without spaces and hyphens, and with one form of each quotation mark."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text).translate(str.maketrans("‘’“”–", "''\"\"-")).replace("-", "")


@needs_print
def test_commands_are_printed_and_not_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    project = make_project(tmp_path_factory.mktemp("print"))
    nasty = make_nasty(project)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert [one for one in project.findings() if "error[" in one and "dataset-without" not in one] == []
        assert main(["build", "pdf", "accessible"]) == 0
    assert list(project.root.glob("secret*")) == [project.root / "secret.tex"]
    for file in sorted((project.root / "_build/pdf").glob("*.pdf")):
        shown = bare(body(file))
        assert ONLY_HERE not in shown
        # The title of a source begins with a capital.
        there = shown.lower()
        missing = [place for place in PLACES if f"begin{place}" not in there or f"end{place}" not in there]
        assert missing == []
        braces = str.maketrans("", "", "{}")
        for place in ("prose", "caption", "cell", "question", "inmarkdown"):
            between = shown.partition(f"begin{place}")[2].partition(f"end{place}")[0]
            assert between.translate(braces) == bare(nasty).translate(braces)


@needs_print
def test_tex_itself_is_kept_in(project: Project) -> None:
    """Should a command ever come through: TeX reads no file outside its folder, writes none, and runs nothing."""
    from loipr.editions.latex.run_xelatex import TexError, make_pdf

    (project.root / "secret.tex").write_text(ONLY_HERE)
    folder = project.root / "tex"
    folder.mkdir()
    head, foot = "\\documentclass{article}\\begin{document}x", "\\end{document}"
    for number, command in enumerate(
        (
            "\\input{../secret.tex}",
            f"\\input{{{project.root}/secret.tex}}",
            "\\input{/etc/passwd}",
            "\\immediate\\write18{touch ../ran}",
            "\\newwrite\\f\\immediate\\openout\\f=../ran",
            "\\input{|touch ../ran}",
        )
    ):
        (folder / f"t{number}.tex").write_text(f"{head}{command}{foot}")
        try:
            pdf = make_pdf(folder, f"t{number}", 0)
        except TexError:
            continue
        assert ONLY_HERE not in "".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert not (project.root / "ran").exists()
    assert not (project.root / "ran.tex").exists()
