"""Where a link or a picture of a page may lead: to web addresses, and to files among the report's pages."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from loipr.files.addresses import SCHEME, address_fault
from loipr.files.pictures import picture_fault
from loipr.wording.languages import _
from loipr.wording.sentences import listed

#: The kinds of pictures that a page may show. SVG is not one of them, because it can hold scripts.
PICTURES = (".png", ".jpg", ".jpeg")


def link_fault(target: str, page: str, pages: Path, *, is_picture: bool) -> str | None:
    """Return why the page *page* (its path below the folder *pages*) may not link to *target*; None if it may.

    *pages* is resolved: no part of it is a symbolic link.
    """
    target = target.strip()
    if SCHEME.match(target):
        if is_picture:
            return _(
                "the picture {target} is not in the report; put the file beside the page and write its name"
            ).format(target=target)
        fault = address_fault(target)
        return fault and _("{fault}, or the name of a page").format(fault=fault)
    if is_picture and "#" in target:
        return _("the address of the picture, {target}, has a “#”; write only the name of its file").format(
            target=target
        )
    path = target.partition("#")[0]
    if not target and not is_picture:
        return _("there is no address in the brackets after its words; write the name of a page, or an address")
    if not path and not is_picture:
        return None
    return _file_fault(path, page, pages, is_picture)


def _file_fault(path: str, page: str, pages: Path, is_picture: bool) -> str | None:
    around = PurePosixPath() if path.startswith("/") else PurePosixPath(page).parent
    file = pages / around / path.lstrip("/")
    kind = _("picture") if is_picture else _("file")
    try:
        is_inside = file.resolve().is_relative_to(pages)
        is_there = file.is_file()
    except (OSError, RuntimeError, ValueError):
        is_inside, is_there = True, False
    if not is_inside:
        return _(
            "the {kind} {path} lies outside the pages of the report; put it into {name}/ and write its name"
        ).format(kind=kind, path=path, name=pages.name)
    if not is_there:
        return _("there is no {kind} {path}; write its place from this page, as ../annexes/statistics.md").format(
            kind=kind, path=path
        )
    allowed = PICTURES if is_picture else (".md", *PICTURES)
    if file.suffix.lower() not in allowed:
        advice = "" if is_picture else _("; put figures into a dataset, and give any other document by its web address")
        return _("{path} is no {kind} that a page may lead to; it ends in {names}{advice}").format(
            path=path, kind=kind, names=listed(allowed, "or"), advice=advice
        )
    fault = picture_fault(file) if file.suffix.lower() in PICTURES else None
    return fault and _("{path} {fault}").format(path=path, fault=fault)
