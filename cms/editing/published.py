"""What the catalogue said when a guide was published is kept beside it, for what goes stale."""

from wagtail.signals import page_published

from ..mixins import GuidePageMixin
from .parts import note_basis


def keep_what_guides_were_written_from() -> None:
    """Note the item's facts with each publication of a guide from now on."""
    page_published.connect(_note, dispatch_uid="cms_editing.basis")


def _note(sender, instance, **kwargs) -> None:
    if isinstance(instance, GuidePageMixin) and instance.live:
        note_basis(instance)
