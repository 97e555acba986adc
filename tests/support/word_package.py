"""Checks a Word file as Word does when it opens one."""

from __future__ import annotations

import itertools
import re
from posixpath import normpath

from openxml_audit import OpenXmlValidator

from support.word import Word

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def check_package(word: Word) -> None:
    """Check what Word would repair or refuse: names, ids, references, shapes of tables, the schema of OOXML."""
    document = word.xml("word/document.xml")
    names = [mark.attrib[f"{W}name"] for mark in document.iter(f"{W}bookmarkStart")]
    assert len(names) == len({name.lower() for name in names})
    assert [name for name in names if not re.fullmatch(r"[A-Za-z_]\w{0,39}", name, re.ASCII)] == []
    everything = [*document.iter(), *word.xml("word/footnotes.xml").iter()]
    starts = [one.attrib[f"{W}id"] for one in everything if one.tag == f"{W}bookmarkStart"]
    assert sorted(starts) == sorted(one.attrib[f"{W}id"] for one in everything if one.tag == f"{W}bookmarkEnd")
    assert len(starts) == len(set(starts))
    anchors = {one.attrib[f"{W}anchor"] for one in everything if f"{W}anchor" in one.attrib}
    fields = ["".join(one.itertext()).split() for one in everything if one.tag == f"{W}instrText"]
    anchors |= {code[1] for code in fields if code[0] in ("REF", "PAGEREF", "NOTEREF")}
    noted = {one.get(f"{W}name") for one in everything if one.tag == f"{W}bookmarkStart"}
    assert anchors - noted == set()
    styles = {one.get(f"{W}styleId") for one in word.xml("word/styles.xml")}
    used = {one.get(f"{W}val") for one in everything if one.tag in (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert used - styles == set()
    lists = {one.get(f"{W}numId") for one in word.xml("word/numbering.xml")}
    assert {one.get(f"{W}val") for one in everything if one.tag == f"{W}numId"} - lists == set()
    pictures = [one.attrib["id"] for one in everything if one.tag.endswith("}docPr")]
    assert len(pictures) == len(set(pictures))
    for part in ("word/document.xml", "word/footnotes.xml"):
        targets = word.targets(part)
        wanted = {value for one in word.xml(part).iter() for key, value in one.attrib.items() if key.startswith(R)}
        assert wanted <= targets.keys()
        assert {
            name for name in targets.values() if ":" not in name and normpath(f"word/{name}") not in word.parts
        } == set()
    for table in document.iter(f"{W}tbl"):
        widths = [int(one.attrib[f"{W}w"]) for one in table.iter(f"{W}gridCol")]
        assert 0 < len(widths) < 63
        assert sum(widths) <= 14570
        for row in table.findall(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            assert [int(cell[0][0].attrib[f"{W}w"]) for cell in cells] == widths
            assert {cell[-1].tag for cell in cells} == {f"{W}p"}
        around = table.find(f"{W}tblPr/{W}tblStyle")
        if around is not None and around.get(f"{W}val") == "ReportTable":
            rows = table.findall(f"{W}tr")
            assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
            assert table.find(f"{W}tblPr/{W}tblCaption") is not None
    kinds = {one.tag for one in everything if one.tag in (f"{W}p", f"{W}tbl")}
    assert kinds == {f"{W}p", f"{W}tbl"}
    blocks = [block.tag for block in word.body]
    assert (f"{W}tbl", f"{W}tbl") not in set(itertools.pairwise(blocks))
    found = OpenXmlValidator(max_errors=0).validate(word.file)
    # Word writes these two parts into each file, but does not need them.
    lacking = [f"A required relationship type '{R[1:-1]}/{part}' is missing." for part in ("fontTable", "theme")]
    assert [one.description for one in found.errors] == lacking
