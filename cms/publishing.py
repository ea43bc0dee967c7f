"""What editors publish outside commands goes on the record too."""

from functools import partial

from django.db import transaction
from wagtail.signals import page_published, page_unpublished

from marketplace import clock
from marketplace.models import Event

RECORDED = {"page.published": page_published, "page.unpublished": page_unpublished}


def record_what_editors_publish() -> None:
    """Append ``page.published`` and ``page.unpublished`` to the log from now on.

    The event stands or falls with the transaction in which Wagtail saves the page.
    """
    for kind, signal in RECORDED.items():
        signal.connect(partial(_record, kind), weak=False, dispatch_uid=f"cms.{kind}")


def _record(kind: str, sender, instance, **kwargs) -> None:
    if kind == "page.published" and not instance.live:  # approved, but its hour is to come
        return
    with transaction.atomic():
        Event.append(
            f"page:{instance.pk}",
            kind,
            at=clock.now(),
            type=instance._meta.label_lower,
            language=instance.locale.language_code,
            title=instance.title,
            path=instance.url_path,
        )
