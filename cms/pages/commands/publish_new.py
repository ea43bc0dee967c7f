"""Pages that are live from their first moment, because nobody has to read a draft of them."""

from __future__ import annotations

from wagtail.models import Page
from wagtail.signals import page_published

from marketplace import clock


def publish_new(parent: Page, page: Page) -> Page:
    """Add a page below another, live, and tell everybody who hears of published pages.

    It begins without a revision: the first one is the first that an editor saves.
    """
    at = clock.now()
    page.live, page.has_unpublished_changes = True, False
    page.first_published_at = page.last_published_at = page.latest_revision_created_at = at
    parent.add_child(instance=page)
    page_published.send(sender=type(page), instance=page, revision=None)
    return page
