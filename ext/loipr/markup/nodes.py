"""The nodes of the domain. How each is printed is for the editions to say."""

from __future__ import annotations

from docutils import nodes


class article_reference(nodes.Inline, nodes.TextElement):
    """A citation of provisions: ``parts`` are (treaty, article, notation), ``ids`` the place to link back to."""


class institution_reference(nodes.Inline, nodes.TextElement):
    """The name of an institution (``institution``: its id), spelt out where the edition first uses it."""


class treaty_reference(nodes.Inline, nodes.TextElement):
    """The name of a treaty (``treaty``: its abbreviation), spelt out where the edition first uses it."""


class question_reference(nodes.Inline, nodes.TextElement):
    """A reference to a paragraph of the list of issues, which the edition names where a page first refers to it."""


class figure_reference(nodes.Inline, nodes.TextElement):
    """A figure in the prose. ``provenance`` has the lines that say where each of its observations comes from,
    ``short`` (dataset, key, source in short) the same for print; ``tip`` is the id under which the site shows it.
    """


class question_panel(nodes.General, nodes.Element):
    """The question above its reply."""


class reply_block(nodes.General, nodes.Element):
    """What answers the items ``labels``."""


class item_label(nodes.General, nodes.TextElement):
    """Heads a reply with the label of the item that it answers."""


class paragraph_number(nodes.Inline, nodes.Element):
    """The running ``number`` of the paragraph it begins, its ``address``, and its ``place`` in the source."""


class dataset_download(nodes.General, nodes.TextElement):
    """The offer of a dataset's file (``path``), in editions that can hand it over."""


class sheet_download(nodes.General, nodes.TextElement):
    """The offer of the rows of a ``sheet`` (:class:`~loipr.coordination.sheet.Sheet`), where files can be given."""


class full_dataset(nodes.Inline, nodes.TextElement):
    """Leads to the whole of a ``dataset``, of which a table shows a part."""


class footnote_mark(nodes.Inline, nodes.Element):
    """The ``letters`` of a figure whose notes stand under the table."""


class not_available(nodes.Inline, nodes.TextElement):
    """The sign that stands in a cell for a figure that is not available."""


class notes_below(nodes.General, nodes.Element):
    """What stands under a table or chart: sources, notes, and the file to download."""


class chart(nodes.General, nodes.Element):
    """A picture of ``chart`` (:class:`loipr.tables.chart.Chart`), and ``alt``, the same in words."""


class series(nodes.General, nodes.Element):
    """A series over time: ``points`` (:class:`~loipr.datasets.time_series.Point`), ``unit``, ``reference``, ``alt``.

    ``targets`` are points too, in the order in which they were set.
    """


class citations_of_article(nodes.General, nodes.Element):
    """Stands for the list of all places that cite article ``article`` of ``treaty``, until all pages are read."""


class coordination_view(nodes.General, nodes.Element):
    """Stands for a ``view`` (:mod:`loipr.coordination.views`), of the institution ``argument`` if it is about one."""


class aggregate(nodes.Invisible, nodes.Element):
    """Marks a page that shows facts of other pages; ``digest`` stands for those facts."""


#: The class of a paragraph that says what the table below it is.
TABLE_LABEL = "loipr-table-label"
#: Keeps two words on one line: “article 33 (1)” does not break after a number.
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def unbroken(text: str) -> str:
    """Return *text* so that it stands on one line."""
    return text.replace(" ", NO_BREAK_SPACE)


def curled(text: str) -> str:
    """Return *text* with the apostrophe of print: what comes from data is set like the prose around it."""
    return text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def page_id(docname: str, *parts: str) -> str:
    """Return an id that no other page has: an edition that is one document holds them all."""
    return nodes.make_id("-".join((docname.rpartition("/")[2], *parts)))


def reply_id(docname: str, label: str) -> str:
    """Return the id of the reply to an item on the page *docname*."""
    return page_id(docname, "item", label)


def dataset_id(name: str) -> str:
    return nodes.make_id(f"dataset-{name}")


def dataset_table_id(name: str) -> str:
    return nodes.make_id(f"dataset-{name}-table")


def data_page_id(name: str) -> str:
    return nodes.make_id(f"data-{name}")


def article_id(treaty: str, article: int) -> str:
    return nodes.make_id(f"{treaty}-article-{article}")


def institution_id(name: str) -> str:
    return nodes.make_id(f"abbreviation-{name}")


def institution_page_id(name: str) -> str:
    return nodes.make_id(f"institution-{name}")


def recommendation_id(short: str, paragraph: int) -> str:
    return nodes.make_id(f"{short}-paragraph-{paragraph}")


def fault(text: str) -> nodes.inline:
    """Return what stands in for a reference that leads nowhere: its own text, marked."""
    return nodes.inline(text, text, classes=["loipr-fault"])
