"""What the catalogue said when a guide was published is kept beside it, for what goes stale."""

from wagtail.signals import page_published

from marketplace import clock

from ..mixins import GuidePageMixin
from .facts import facts_of
from .models import GuideBasis


def keep_what_guides_were_written_from() -> None:
    """Note the item's facts with each publication of a guide from now on."""
    page_published.connect(_note, dispatch_uid="cms_editing.basis")


def note_basis(page) -> None:
    """Keep the facts of the guide's item as they are: its prose agrees with them."""
    facts = facts_of([page.item])[page.item_id]
    GuideBasis.objects.update_or_create(
        page_id=page.pk, defaults={"facts": facts, "at": clock.now()}
    )


def _note(sender, instance, **kwargs) -> None:
    if isinstance(instance, GuidePageMixin) and instance.live:
        note_basis(instance)
