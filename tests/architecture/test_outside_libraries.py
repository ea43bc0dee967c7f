"""A library that leads outside is imported in one place, so that it can be exchanged there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .sources import code, imported, refuse

ONLY_IN = {
    "stripe": "procurement/payments/stripe/",
    "elasticsearch": "search/backends/elastic/",
    "elasticsearch_dsl": "search/backends/elastic/",
    "elastic_transport": "search/backends/elastic/",
}
NOWHERE = {"requests", "httpx", "urllib3", "elasticsearch_dsl"}


def misplaced(name: str, text: str) -> Iterator[str]:
    """Yield every import of such a library elsewhere than in its place."""
    for module in imported(name, text):
        library = module.split(".")[0]
        if library in NOWHERE:
            yield f"{name} imports {library}, which nothing here may need"
        elif not name.startswith(ONLY_IN.get(library, "")):
            yield f"{name} imports {library}, which belongs in {ONLY_IN[library]}"


def test_outside_libraries_stay_in_their_place():
    refuse(problem for name, text in code() for problem in misplaced(name, text))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("procurement/views.py", "import stripe"),
        ("search/views.py", "from elasticsearch.dsl import Search"),
        ("search/backends/elastic/index.py", "import elasticsearch_dsl"),
        ("marketplace/new.py", "def f():\n    import requests"),
    ],
)
def test_a_misplaced_library_is_found(name, line):
    assert len(list(misplaced(name, line))) == 1


def test_a_library_in_its_place_is_no_problem():
    line = "from elasticsearch.dsl import Search"

    assert list(misplaced("search/backends/elastic/index.py", line)) == []
