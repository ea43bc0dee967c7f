"""Wagtail's own search on the same database: what a site has that adds nothing."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial

from django.db import connection, models
from modelsearch.abstract_models import TextIDGenericRelation
from wagtail.search import index
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from agencies.models import Agency
from tests.bench.search_engines import Spent, Watch

AT_ONCE = 2_000
ROWS_SHOWN = 20


class Firm(index.Indexed, models.Model):
    """An agency's texts in a table that Wagtail indexes, with nothing beside them."""

    name = models.CharField(max_length=300)
    text = models.TextField()
    index_entries = TextIDGenericRelation(IndexEntry)  # what it adds to models of installed apps

    search_fields = [index.SearchField("name", boost=5), index.SearchField("text")]

    class Meta:
        app_label = "search_bench"

    def __str__(self) -> str:
        return self.name


def asked_of_wagtail(wanted: Sequence[str], watch: Watch) -> tuple[float, Spent, int]:
    """Return how long the index took, what the searches took, and how many totals were right."""
    _fill()
    began = time.perf_counter()
    engine = get_search_backend("default")
    rebuilder = engine.rebuilder_class(engine.get_index_for_model(Firm))
    place = rebuilder.start()
    place.add_model(Firm)
    keys = list(Firm.objects.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(keys), AT_ONCE):
        place.add_items(Firm, list(Firm.objects.filter(pk__in=keys[first : first + AT_ONCE])))
    rebuilder.finish()
    built = time.perf_counter() - began
    spent, right = Spent(), 0
    for text in wanted:
        found = watch.time(partial(_page, engine, text), spent)
        either = models.Q(name__icontains=text) | models.Q(text__icontains=text)
        right += found == Firm.objects.filter(either).count()
    return built, spent, right


def _page(engine, text: str) -> int:
    """Return how many there are, having read the first page of them."""
    found = engine.search(text, Firm, operator="and")
    list(found[:ROWS_SHOWN])
    return found.count()


def _fill() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Firm)
    rows = Agency.objects.values_list(
        "organisation__name_zh", "organisation__name_en", "introduction_zh", "introduction_en"
    )
    Firm.objects.bulk_create(
        (Firm(name=f"{zh} {en}", text=f"{said_zh} {said_en}") for zh, en, said_zh, said_en in rows),
        batch_size=AT_ONCE,
    )
