"""Guides that were published before their item changed, and translations behind their original."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import F, OuterRef, QuerySet, Subquery
from wagtail.models import Page

from marketplace.models import Event

from ..mixins import guide_page_models
from .facts import Change, changes, facts_of
from .models import GuideBasis


@dataclass(frozen=True, slots=True)
class StaleGuide:
    """A guide with what the catalogue changed since somebody last read it against that."""

    page: Page
    changes: list[Change]
    since: datetime | None


def stale_guides(page_id: int | None = None) -> list[StaleGuide]:
    """Return the live guides whose item is not what it was, or the one of these that is asked for.

    However many guides there are, the catalogue is read once.
    """
    found = list(_guides_with_basis(page_id))
    now = facts_of({guide.item_id: guide.item for guide, _basis in found}.values())
    differing = [
        (guide, basis.at, changed)
        for guide, basis in found
        if (changed := changes(basis.facts, now[guide.item_id]))
    ]
    told = _catalogue_changes(min((at for _guide, at, _changed in differing), default=None))
    stale = [
        StaleGuide(guide, changed, _changed_at(guide.item.code, told, after=at))
        for guide, at, changed in differing
    ]
    return sorted(stale, key=lambda each: (each.page.item.code, each.page.locale_id))


def behind() -> QuerySet[Page]:
    """Return the live translations whose original was published again after them.

    The original is the page in the site's first language; each has ``original_id``.
    """
    original = Page.objects.filter(
        translation_key=OuterRef("translation_key"),
        locale__language_code=settings.LANGUAGE_CODE,
        live=True,
    )
    translations = Page.objects.filter(live=True, alias_of=None).exclude(
        locale__language_code=settings.LANGUAGE_CODE
    )
    return translations.annotate(
        original_id=Subquery(original.values("pk")[:1]),
        original_published_at=Subquery(original.values("last_published_at")[:1]),
    ).filter(original_published_at__gt=F("last_published_at"))


def untranslated() -> QuerySet[Page]:
    """Return the live pages in the site's first language that some other language lacks."""
    twins = Page.objects.filter(translation_key=OuterRef("translation_key")).exclude(
        locale__language_code=settings.LANGUAGE_CODE
    )
    pages = Page.objects.filter(
        live=True, depth__gt=1, locale__language_code=settings.LANGUAGE_CODE
    )
    return pages.annotate(twin=Subquery(twins.values("pk")[:1])).filter(twin=None)


def _guides_with_basis(page_id: int | None) -> Iterator[tuple]:
    for model in guide_page_models():
        guides = model.objects.live().select_related("item", "locale")
        if page_id is not None:
            guides = guides.filter(pk=page_id)
        bases = GuideBasis.objects.in_bulk(list(guides.values_list("pk", flat=True)))
        yield from ((guide, bases[guide.pk]) for guide in guides if guide.pk in bases)


def _catalogue_changes(after: datetime | None) -> list[tuple[datetime, dict]]:
    if after is None:
        return []
    told = Event.objects.filter(kind="catalogue.changed", at__gt=after).order_by("pk")
    return list(told.values_list("at", "facts"))


def _changed_at(code: str, told: list[tuple[datetime, dict]], *, after: datetime):
    """Return when the catalogue's record first names the item after a moment, if it does."""
    row = {"kind": "item", "code": code}
    for at, facts in told:
        if at > after and row in [*facts.get("changed", ()), *facts.get("retired", ())]:
            return at
    return None
