"""What the clock owes the pages: those whose hour has come appear, those that expired go."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page, Revision

from marketplace.transaction import command

AT_ONCE = 20  # pages a pass: a pass is short


def publish_and_expire_pages(at: datetime) -> None:
    """Publish the approved versions whose hour has come, and take down what has expired.

    Wagtail's ``publish_scheduled`` does the same by the world's clock; this one goes by the
    site's, which a demonstration moves forward.
    """
    due = Revision.page_revisions.filter(approved_go_live_at__lte=at)
    for pk in _first(due.order_by("approved_go_live_at", "pk")):
        with command():
            _publish(pk, at=at)
    expired = Page.objects.filter(live=True, expire_at__lte=at)
    for pk in _first(expired.order_by("expire_at", "pk")):
        with command():
            _take_down(pk, at=at)


def _first(rows: QuerySet) -> list[int]:
    return list(rows.values_list("pk", flat=True)[:AT_ONCE])


def _publish(pk: int, *, at: datetime) -> None:
    revision = Revision.page_revisions.filter(pk=pk, approved_go_live_at__lte=at).first()
    if revision is None:  # taken back meanwhile
        return
    action = PublishPageRevisionAction(revision, log_action="wagtail.publish.scheduled")
    # Wagtail would look at the world's clock and go on waiting: the hour has come, so no date
    action.object.go_live_at = revision.content["go_live_at"] = None
    revision.save(update_fields=["content"])
    action.execute(skip_permission_checks=True)


def _take_down(pk: int, *, at: datetime) -> None:
    page = Page.objects.filter(pk=pk, live=True, expire_at__lte=at).first()
    if page is not None:
        page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
