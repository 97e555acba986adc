"""The roles, and the directives with their options, that a page may use. The rules and the build refuse all others."""

from __future__ import annotations

from collections.abc import Mapping

from loipr.tables.query import CHART_OPTIONS, OPTIONS

#: The extensions of Markdown that pages may use, and the construct that they may not use: raw HTML.
SYNTAX, NO_SYNTAX = {"colon_fence", "deflist"}, ["html_block", "html_inline"]
#: Before the name of a role or directive, it says that the role or directive belongs to this project.
DOMAIN = "loipr:"
ROLES = frozenset(
    {"article", "question", "paragraph", "table", "recommendation", "institution", "value", "share", "change"}
    | {"cite", "cite:t", "cite:p", "doc", "ref", "sub", "sup"}
)
#: What officials write for a role, a directive or a status in Bahasa Indonesia.
INDONESIAN_NAMES: Mapping[str, str] = {
    "pasal": "article",
    "pertanyaan": "question",
    "paragraf": "paragraph",
    "rekomendasi": "recommendation",
    "lembaga": "institution",
    "nilai": "value",
    "angka": "value",
    "persentase": "share",
    "perubahan": "change",
    "kutipan": "cite",
    "sumber": "cite",
    "jawaban": "reply",
    "kekosongan": "gap",
    "tabel": "data-table",
    "grafik": "data-chart",
    "gambar": "figure",
    "catatan": "note",
    "draf": "draft",
    "masuk": "contributed",
    "ditinjau": "reviewed",
    "disetujui": "cleared",
    "selesai": "cleared",
}
_BOX = ("class", "name")
_PICTURE = ("align", "alt", "class", "height", "name", "scale", "target", "width")
_TABLE = ("align", "class", "name", "width", "widths")
#: Each directive with its options.
DIRECTIVES: Mapping[str, tuple[str, ...]] = {
    "data-table": OPTIONS,
    "data-chart": CHART_OPTIONS,
    "toctree": (
        *("maxdepth", "caption", "class", "glob", "hidden", "includehidden", "name", "numbered", "titlesonly"),
        "reversed",
    ),
    "treaty-index": ("cited-only",),
    "figure": (*_PICTURE, "figwidth"),
    "image": _PICTURE,
    "table": _TABLE,
    "list-table": (*_TABLE, "header-rows", "stub-columns"),
    "gap": ("due",),
    **dict.fromkeys(("admonition", "note", "important", "tip", "warning"), _BOX),
    **dict.fromkeys(
        (
            *(
                "reply",
                "bibliography",
                "question-list",
                "overview",
                "abbreviation-list",
                "dataset-annex",
                "dataset",
                "dataset-list",
            ),
            *("disagreement-list", "series-overview", "recommendation-index", "rule-list", "form-rule-list"),
            *("word-table", "scorecard", "freshness"),
            *(
                "task-list",
                "institution-list",
                "institution-overview",
                "calendar",
                "question-matrix",
                "meeting-list",
                "article-coverage",
                "change-list",
                "readiness",
                "recommendation-register",
            ),
        ),
        (),
    ),
}
