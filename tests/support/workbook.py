"""A workbook as a person or a program leaves it: exported, edited, saved, or taken apart byte by byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from support.project import Project

PLACEMENTS = "data/datasets/placements.csv"
DESCRIPTOR = "data/datapackage.json"


def exported(project: Project, institution: str = "MOL") -> Path:
    """Export the workbook of *institution* and return its file."""
    assert project.run("export", "--institution", institution)[0] == 0
    return project.root / f"_build/workbooks/{institution}.xlsx"


def edited(project: Project, edit: Callable[[Any], object], sheet: str = "placements") -> Path:
    """Return the file of MOL's workbook after *edit* changed its sheet *sheet*."""
    file = exported(project)
    book = load_workbook(file)
    edit(book[sheet])
    book.save(file)
    return file


def cells(**values: object) -> Callable[[Any], None]:
    """Return an edit that sets cells to *values*, by their names."""

    def edit(sheet: Any) -> None:
        for name, value in values.items():
            sheet[name] = value

    return edit


def opened(file: Path) -> Workbook:
    return load_workbook(file)


def repacked(file: Path, parts: Mapping[str, bytes | Callable[[bytes], bytes]]) -> Path:
    """Replace *parts* of the archive in *file*, or add them."""
    with zipfile.ZipFile(file) as package:
        contents = {name: package.read(name) for name in package.namelist()}
    for name, part in parts.items():
        contents[name] = part if isinstance(part, bytes) else part(contents[name])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in contents.items():
            package.writestr(name, content)
    file.write_bytes(stream.getvalue())
    return file


def sheet_part(file: Path, name: str) -> str:
    """Return the part of the archive that holds the sheet *name*."""
    position = load_workbook(file, read_only=True).sheetnames.index(name) + 1
    return f"xl/worksheets/sheet{position}.xml"


def brought_back(project: Project, file: Path, *options: str) -> tuple[int, list[str]]:
    """Import *file* and return the exit status and the lines that were printed."""
    status, said = project.run("import", str(file), *options)
    return status, said.splitlines()


def files_of(project: Project) -> dict[str, bytes]:
    """Return the content of every file of data."""
    return {
        file.relative_to(project.root).as_posix(): file.read_bytes()
        for file in sorted((project.root / "data").rglob("*"))
        if file.is_file()
    }
