"""What an editor can put on a page of notices: a list of open ones, and how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace import clock
from marketplace.live_figures import LiveFigure
from marketplace.models import ServiceItem
from marketplace.slots import Panel

from .models import Notice
from .panels import typical_for
from .presentation.rows import notice_row

AT_FIRST = 5


def notice_list(wanted: Mapping) -> Iterable[Panel]:
    """Return the open notices of an item, of a category or of all, those that close first."""
    at = clock.now()
    notices = Notice.objects.open_at(at)
    item, category = wanted.get("item"), wanted.get("category")
    if item:
        notices = notices.filter(lines__item=item)
    if category:
        inside = Q(lines__item__category=category) | Q(lines__item__category__parent=category)
        notices = notices.filter(inside).distinct()
    found = notices.for_list().order_by("closes_at", "pk")[: wanted.get("count") or AT_FIRST]
    context = {
        "heading": wanted.get("heading"),
        "rows": [notice_row(each, at=at) for each in found],
    }
    yield Panel("procurement/includes/panels/notice_list.html", context)


def item_time(item: ServiceItem) -> Iterable[Panel]:
    """Return what winners have promised for an item, beside its standard time."""
    typical = typical_for(item)
    if typical.promised_days is not None:
        yield Panel("procurement/includes/panels/item_time.html", {"typical": typical})


def live_figures() -> list[LiveFigure]:
    """Return the figure of notices that an editor can put on a page."""
    return [LiveFigure("procurement.open", _("Notices open now"), _open_now)]


def _open_now() -> int:
    return Notice.objects.open_at(clock.now()).count()
