"""Looks for what is new since yesterday, once a day for each saved search."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.utils.translation import override

from marketplace.models import Event, LogLeaf
from marketplace.transaction import command

from ...backends.base import Query
from ...document import Document
from ...filtering import meets
from ...registry import sources
from ...rows import rows_of
from ...sources.base import SearchSource
from ...synonyms import synonyms
from ..models import SavedSearch
from ..times import next_look

logger = logging.getLogger(__name__)

AT_ONCE = 20  # searches a pass
MOST_EVENTS = 2_000  # what is older among the news is found by searching
NAMED = 5  # in a message; the others are behind its link

News = dict[str, list[Document]]


def tell_of_news(at) -> None:
    """Look for the news of some searches whose time has come, and tell each person once.

    The event that tells and the search's next time are written together, so that a process
    that dies tells neither twice nor never. A search that breaks keeps its news for tomorrow.
    """
    due = list(SavedSearch.objects.due_at(at).select_related("user")[:AT_ONCE])
    if not due:
        return
    head = LogLeaf.objects.order_by("-index").values_list("index", flat=True).first()
    head = 0 if head is None else head + 1
    known = {source.key: source for source in sources()}
    news: dict[int, News] = {}
    for saved in due:
        if saved.heard_until not in news:
            news[saved.heard_until] = _news(list(known.values()), saved.heard_until, head)
        try:
            found = _found(saved, known, news[saved.heard_until])
        except Exception:
            # one that cannot be answered must not keep the others waiting
            logger.exception("saved search %s: not answered, asked again tomorrow", saved.token)
            SavedSearch.objects.filter(pk=saved.pk).update(next_at=next_look(at))
            continue
        _tell(saved, found, head=head, at=at)


def _news(known: Sequence[SearchSource], start: int, end: int) -> News:
    """Return the documents of rows that appeared between two leaves, by kind."""
    found = {}
    for source in known:
        if not source.appears:
            continue
        leaves = LogLeaf.objects.filter(index__gte=start, index__lt=end)
        leaves = leaves.filter(event__kind__in=source.appears).select_related("event")
        events = [leaf.event for leaf in leaves.order_by("-index")[:MOST_EVENTS]]
        if events:
            rows = source.appeared(events)
            found[source.key] = list(source.documents(rows))
    return found


def _found(saved: SavedSearch, known, news: News) -> list[dict[str, str]]:
    query = Query.of(
        saved.text,
        synonyms=synonyms(),
        language=saved.language,
        kind=saved.kind,
        filters={facet: tuple(values) for facet, values in saved.filters.items()},
    )
    found = []
    with override(saved.language):
        for kind, documents in news.items():
            source = known[kind]
            ids = [each.id for each in documents if meets(each, query)]
            if ids and saved.only_mine:
                mine = source.for_user(source.public(saved.language), saved.user)
                ids = list(mine.filter(pk__in=ids).values_list("pk", flat=True))
            hits = [source.hit(row, None) for row in rows_of(source, ids, language=saved.language)]
            found += [{"title": str(hit.title), "url": hit.url} for hit in hits]
    return found


def _tell(saved: SavedSearch, found: list[dict[str, str]], *, head: int, at) -> None:
    with command():
        kept = SavedSearch.objects.select_for_update().filter(pk=saved.pk, is_on=True).first()
        if kept is None or kept.next_at > at or kept.heard_until != saved.heard_until:
            return  # somebody else has told, or it was switched off meanwhile
        kept.heard_until, kept.next_at = max(head, kept.heard_until), next_look(at)
        if found:
            kept.told_at = at
            about = {"found": found[:NAMED], "count": len(found)}
            Event.append(kept.stream, "search.answered", at=at, private=about)
        kept.save(update_fields=["heard_until", "next_at", "told_at"])
