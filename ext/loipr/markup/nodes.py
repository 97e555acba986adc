"""The nodes of the domain. The editions decide how each is printed."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes


class article_reference(nodes.Inline, nodes.TextElement):
    """A citation of provisions.

    ``parts`` are triples: the treaty's abbreviation, the articles (the first, and the last of a range), and the
    provisions as printed. ``ids`` is the place that an index links back to. The words of each part are an inline node
    that has its ``treaty`` and the provisions at its ``ends``.
    """


class institution_reference(nodes.Inline, nodes.TextElement):
    """The name of an institution (``institution``: its id). An edition spells it out at its first use."""


class treaty_reference(nodes.Inline, nodes.TextElement):
    """The name of a treaty (``treaty``: its abbreviation). An edition spells it out at its first use."""


class question_reference(nodes.Inline, nodes.TextElement):
    """A reference to a paragraph of the list of issues. The first reference on a page names the list too."""


class figure_reference(nodes.Inline, nodes.TextElement):
    """A figure in the prose. ``provenance`` has the lines that say where each of its observations comes from,
    ``short`` (dataset, key, source in short) the same for print; ``tip`` is the id under which the site shows it.
    ``dataset`` is the name of the first observation's dataset, ``number`` the figure as programs read it, or empty;
    ``written`` is what the author wrote: the role, and its text.
    """


class question_panel(nodes.General, nodes.Element):
    """The question above its reply."""


class reply_block(nodes.General, nodes.Element):
    """The part of a reply that answers the items ``labels``."""


class item_label(nodes.General, nodes.TextElement):
    """The label above a part of a reply: the items that it answers."""


class paragraph_number(nodes.Inline, nodes.Element):
    """The running ``number`` at the start of a paragraph, the paragraph's ``address``, its ``place`` in the source."""


class dataset_download(nodes.General, nodes.TextElement):
    """A link to download a dataset's file (``path``), in editions where readers can download files."""


class full_dataset(nodes.Inline, nodes.TextElement):
    """A link to the whole ``dataset``, below a table that shows a part of it."""


class footnote_mark(nodes.Inline, nodes.Element):
    """The ``letters`` beside a figure; its notes below the table begin with the same letters."""


class not_available(nodes.Inline, nodes.TextElement):
    """The sign that stands in a cell for a figure that is not available."""


class notes_below(nodes.General, nodes.Element):
    """What stands under a table or chart: sources, notes, and the file to download."""


class chart(nodes.General, nodes.Element):
    """A picture of ``chart`` (:class:`loipr.tables.chart.Chart`); ``alt`` says the same in words."""


class series(nodes.General, nodes.Element):
    """A series over time: ``points`` (:class:`~loipr.datasets.time_series.Point`), ``unit``, ``reference``, ``alt``.

    ``targets`` are points too, in the order in which they were set.
    """


class citations_of_article(nodes.General, nodes.Element):
    """A stand-in, until all pages are read, for the list of all places that cite ``article`` of ``treaty``."""


class coordination_view(nodes.General, nodes.Element):
    """A stand-in for a ``view`` (:mod:`loipr.coordination.views`); ``argument`` is its institution, if it has one."""


class aggregate(nodes.Invisible, nodes.Element):
    """Marks a page that shows facts of other pages; ``digest`` is the digest of those facts."""


#: The attribute of a resolved reference that ends with a number: ``paragraph``, ``table`` or ``figure``.
NUMBERED = "numbered"
#: The class of a section that begins a page in print, and of a table whose rows are to be written in by hand.
BEGINS_PAGE, WRITTEN_IN = "loipr-begins-page", "loipr-written-in"
#: The class of a paragraph that says what the table below it is.
TABLE_LABEL = "loipr-table-label"
#: Keeps two words on one line: “article 33 (1)” does not break after a number.
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def unbroken(text: str) -> str:
    """Return *text* with no-break spaces for all its spaces, so that it stays on one line."""
    return text.replace(" ", NO_BREAK_SPACE)


def curled(text: str) -> str:
    """Return *text* with curled apostrophes: text from data must look like the prose around it."""
    return text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def page_id(docname: str, *parts: str) -> str:
    """Return an id that no other page has, because some editions put all pages into one document."""
    return nodes.make_id("-".join((docname.rpartition("/")[2], *parts)))


def reply_id(docname: str, label: str) -> str:
    """Return the id of the reply to an item on the page *docname*."""
    return page_id(docname, "item", label)


def dataset_id(name: str) -> str:
    """Return the id of the section of a dataset in the annex."""
    return nodes.make_id(f"dataset-{name}")


def dataset_table_id(name: str) -> str:
    """Return the id of the table of a dataset, in the annex and on its own page."""
    return nodes.make_id(f"dataset-{name}-table")


def data_page_id(name: str) -> str:
    """Return the id at the start of a dataset's own page."""
    return nodes.make_id(f"data-{name}")


def article_id(treaty: str, article: int) -> str:
    """Return the id of an article in the index of a *treaty* (its abbreviation)."""
    return nodes.make_id(f"{treaty}-article-{article}")


def institution_id(name: str) -> str:
    """Return the id of an abbreviation, such as an institution's, in the list of abbreviations."""
    return nodes.make_id(f"abbreviation-{name}")


def institution_page_id(name: str) -> str:
    """Return the id at the start of an institution's own page."""
    return nodes.make_id(f"institution-{name}")


def recommendation_id(short: str, paragraph: int) -> str:
    """Return the id of a *paragraph* of earlier concluding observations (*short*: their short name)."""
    return nodes.make_id(f"{short}-paragraph-{paragraph}")


def site_only(node: nodes.Element) -> addnodes.only:
    """Return *node*, an aid to the readers of the site that is no part of the report, for the site alone."""
    node["site_only"] = True
    return addnodes.only("", node, expr="html")


def fault(text: str) -> nodes.inline:
    """Return the node that takes the place of a faulty reference: its own *text*, marked."""
    return nodes.inline(text, text, classes=["loipr-fault"])
