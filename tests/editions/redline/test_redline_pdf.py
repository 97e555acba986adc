"""The marked document as a PDF: both revisions can be read from it, with the words that screen readers say."""

from __future__ import annotations

import io

from pypdf import PdfReader

from loipr.editions.redline.redline_pdf import redline_pdf
from loipr.revisions.read_leaves import read_leaves
from loipr.revisions.redline import redline
from support.changes import LAWS, PLACEMENTS
from support.project import Project, needs_print


@needs_print
def test_what_was_struck_and_added_is_told_in_words_too(project: Project) -> None:
    old = read_leaves(project.load())
    project.replace(LAWS, "Laws give", "Acts give")
    project.replace(PLACEMENTS, "2023,274965", "2023,274966")
    report = project.load()
    found = redline(old, read_leaves(report))
    file = redline_pdf(found, report, ("a", "b"))
    reader = PdfReader(io.BytesIO(file))
    said = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "struck: Laws end of struck text added: Acts end of addition give effect to article 33 (1) (a)" in said
    assert "struck: 274,965 end of struck text added: 274,966 end of addition" in said
    assert reader.metadata is not None
    assert reader.metadata.title == "What changed: Report for tests"
    # It is tagged for screen readers, and the same revisions make the same bytes.
    assert "/StructTreeRoot" in reader.root_object
    assert redline_pdf(found, report, ("a", "b")) == file
