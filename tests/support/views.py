"""The pages for coordinators, for the small report."""

from __future__ import annotations

from support.project import Project

PAGES = {
    "index": "# Coordination\n\n:::{toctree}\ntasks\ninstitutions\ncalendar\nmatrix\narticles\nrecommendations\n:::\n",
    "tasks": "# Who owes what\n\n:::{task-list}\n:::\n",
    "institutions": "# Institutions\n\n:::{institution-list}\n:::\n",
    "calendar": "# Calendar\n\n:::{calendar}\n:::\n",
    "matrix": "# Matrix\n\n:::{question-matrix}\n:::\n",
    "articles": "# Articles\n\n:::{article-coverage}\n:::\n",
    "recommendations": "# Recommendations\n\n:::{recommendation-register}\n:::\n",
}


def add_views(project: Project) -> None:
    """Add the pages to the report, and to its contents."""
    for name, text in PAGES.items():
        project.write(f"docs/coordination/{name}.md", text)
    project.replace("docs/index.md", "\nannex\n", "\nannex\ncoordination/index\n")
