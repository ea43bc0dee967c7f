"""What editors publish outside commands goes on the record too."""

from functools import partial

from django.db import transaction
from wagtail.signals import page_published, page_unpublished

from marketplace import clock
from marketplace.models import Event
from marketplace.transaction import command


def record_what_editors_publish() -> None:
    """Append ``page.published`` and ``page.unpublished`` to the log from now on.

    Wagtail saves a page in a transaction of its own, so the event follows in another one,
    after it.
    """
    page_published.connect(_published, dispatch_uid="cms.page_published")
    page_unpublished.connect(_unpublished, dispatch_uid="cms.page_unpublished")


def _published(sender, instance, **kwargs) -> None:
    transaction.on_commit(partial(_record, instance, "page.published"), robust=True)


def _unpublished(sender, instance, **kwargs) -> None:
    transaction.on_commit(partial(_record, instance, "page.unpublished"), robust=True)


def _record(page, kind: str) -> None:
    with command():
        Event.append(
            f"page:{page.pk}",
            kind,
            at=clock.now(),
            type=page._meta.label_lower,
            language=page.locale.language_code,
            title=page.title,
            path=page.url_path,
        )
