"""Blocks that show something of the hall itself, or of what happens in it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from marketplace.live_figures import figure_choices, figure_of
from marketplace.models import Hall

from .choosing import CategoryChooserBlock, ItemChooserBlock

MOST_NOTICES = 20


class LiveFigureBlock(blocks.StructBlock):
    """A figure that is counted when the page is read."""

    figure = blocks.ChoiceBlock(label=_("figure"), choices=figure_choices)

    class Meta:
        icon = "decimal"
        label = _("Live figure")
        template = "cms/blocks/live_figure_block.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return context | {"figure": figure_of(value.get("figure"))}


class NoticeListBlock(blocks.StructBlock):
    """Notices that are open now, of an item, of a category, or all."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120, required=False)
    item = ItemChooserBlock(label=_("service item"), required=False)
    category = CategoryChooserBlock(label=_("category"), required=False)
    count = blocks.IntegerBlock(label=_("at most"), min_value=1, max_value=MOST_NOTICES, default=5)

    class Meta:
        icon = "list-ul"
        label = _("Open notices")
        template = "cms/blocks/notice_list_block.html"


class ContactBlock(blocks.StructBlock):
    """Where the hall is, when it is open, and how it is reached, as the record has it."""

    heading = blocks.CharBlock(label=_("heading"), max_length=120, required=False)
    shows = blocks.ChoiceBlock(
        label=_("what it shows"),
        choices=[
            ("all", _("Address, hours and telephones")),
            ("office", _("Address, hours and telephone")),
            ("complaints", _("Telephone for complaints")),
        ],
        default="all",
    )

    class Meta:
        icon = "home"
        label = _("Contact of the hall")
        template = "cms/blocks/contact_block.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return context | {"hall": Hall.objects.order_by("pk").first()}


def site_blocks() -> list[tuple[str, blocks.Block]]:
    """Return the blocks that read what the hall is and does, by name."""
    return [
        ("live_figure", LiveFigureBlock()),
        ("notice_list", NoticeListBlock()),
        ("contact", ContactBlock()),
    ]
