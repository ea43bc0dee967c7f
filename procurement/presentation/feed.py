"""Notices as entries of a feed: what each says of itself, and when it last changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace import notation
from marketplace.feeds import Feed, FeedEntry, changes_of, tag_of

from ..models import Notice

NEWEST = 50
FOUNDED = date(2026, 1, 1)  # the day in the tags of the feeds themselves; it never changes


def newest(notices) -> list[Notice]:
    """Return the newest of some published notices, with all that an entry tells."""
    keys = notices.order_by("-published_at", "-pk").values_list("pk", flat=True)[:NEWEST]
    rows = Notice.objects.for_list().select_related("hall").filter(pk__in=list(keys))
    return sorted(rows, key=lambda each: (each.published_at, each.pk), reverse=True)


def notice_feed(
    notices: Sequence[Notice],
    *,
    name: str,
    query: str,
    root: str,
    hall,
    language: str,
    at: datetime,
) -> Feed:
    """Return a feed of notices.

    ``name`` is that of the feed's address, ``query`` its filters, ``root`` the site as in
    ``https://example.org``. Before the first notice the feed is as old as the hall's moment.
    """
    host = root.partition("://")[2]
    entries = list(_entries(notices, root=root, host=host))
    updated_at = max([entry.updated_at for entry in entries], default=at)
    filters = f"?{query}" if query else ""
    return Feed(
        tag=tag_of(host, FOUNDED, f"notices:{language}{filters}"),
        title=_("Notices - %(hall)s") % {"hall": hall.name if hall else _("Agency Supermarket")},
        description=_("Selections of agencies from the notice to the result, the newest first."),
        url=f"{root}{reverse(name)}{filters}",
        page_url=f"{root}{reverse('procurement:notices')}{filters}",
        language=language,
        updated_at=updated_at,
        entries=entries,
    )


def _entries(notices: Sequence[Notice], *, root: str, host: str) -> Iterable[FeedEntry]:
    revisions = changes_of(notice.stream for notice in notices)
    for notice in notices:
        revision = revisions.get(notice.stream)
        published_on = timezone.localdate(notice.published_at)
        yield FeedEntry(
            tag=tag_of(host, published_on, f"notice:{notice.public_id}"),
            title=notice.title,
            url=f"{root}{notice.get_absolute_url()}",
            text=_text(notice),
            author=notice.owner.organisation.name,
            published_at=notice.published_at,
            updated_at=max(revision.at, notice.published_at) if revision else notice.published_at,
            words=tuple(line.item.name for line in notice.lines.all()),
        )


def _text(notice: Notice) -> str:
    """Return what a reader wants to know at once, as plain sentences."""
    parts = [
        _("State: %(state)s.") % {"state": notice.state_label},
        _("Mode: %(mode)s.") % {"mode": notice.mode_label},
        _("Ceiling: %(ceiling)s.") % {"ceiling": notation.money(notice.ceiling)},
        _("Answers until %(at)s.") % {"at": notation.moment(notice.closes_at)},
        _("Where: %(region)s.") % {"region": notice.project.region.name},
    ]
    award = getattr(notice, "award", None)
    if award is not None and not award.has_passed_on:
        words = {"winner": award.winner.name, "price": notation.money(award.price)}
        parts.append(_("Selected: %(winner)s at %(price)s.") % words)
    return ("" if notation.in_chinese() else " ").join(str(part) for part in parts)
