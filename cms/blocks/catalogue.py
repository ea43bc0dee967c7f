"""Blocks that show a row of the catalogue which an editor chooses: no figure is typed."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from marketplace.models import CredentialType, ServiceItem

from .choosing import CategoryChooserBlock, ItemChooserBlock
from .of_item import required_of, today


class OneItemBlock(blocks.StructBlock):
    """A block about an item that the editor chooses."""

    item = ItemChooserBlock(label=_("service item"))

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return context | {"item": value.get("item")}


class ItemCardBlock(OneItemBlock):
    """An item at a glance: cap, days, who pays, and the way to its page."""

    class Meta:
        icon = "clipboard-list"
        label = _("Card of a service item")
        template = "cms/blocks/item_card_block.html"


class CapOfItemBlock(OneItemBlock):
    """The cap of an item, with its calculator where it follows from a schedule."""

    class Meta:
        icon = "tag"
        label = _("Cap of a service item")
        template = "cms/blocks/cap_of_item_block.html"


class DaysOfItemBlock(OneItemBlock):
    """The standard time of an item as a headline figure."""

    class Meta:
        icon = "time"
        label = _("Days of a service item")
        template = "cms/blocks/days_of_item_block.html"


class CredentialsBlock(blocks.StructBlock):
    """The credentials of an item, or of the whole catalogue."""

    item = ItemChooserBlock(
        label=_("service item"),
        required=False,
        help_text=_("Without an item: every credential that the catalogue knows."),
    )

    class Meta:
        icon = "key"
        label = _("Credentials")
        template = "cms/blocks/credentials_block.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        item, on = value.get("item"), today()
        if item:
            return context | {"item": item, "required": required_of(item)}
        types = CredentialType.objects.select_related("replaced_by").order_by("code")
        rows = [{"type": each, "in_force": each.is_in_force_on(on)} for each in types]
        return context | {"item": None, "rows": rows}


class ItemListBlock(blocks.StructBlock):
    """The items of a category, or of a stage of a project, or of both."""

    category = CategoryChooserBlock(label=_("category"), required=False)
    stage = blocks.ChoiceBlock(label=_("stage"), choices=ServiceItem.Stage.choices, required=False)

    class Meta:
        icon = "list-ul"
        label = _("List of service items")
        template = "cms/blocks/item_list_block.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        items = ServiceItem.objects.offered().for_list()
        category, stage = value.get("category"), value.get("stage")
        if category:
            items = items.filter(Q(category=category) | Q(category__parent=category))
        if stage:
            items = items.filter(stage=stage)
        label = ServiceItem.Stage(stage).label if stage else ""
        return context | {"category": category, "stage_label": label, "items": list(items)}


def catalogue_blocks() -> list[tuple[str, blocks.Block]]:
    """Return the blocks that read a row of the catalogue, by name."""
    return [
        ("item_card", ItemCardBlock()),
        ("cap_of_item", CapOfItemBlock()),
        ("days_of_item", DaysOfItemBlock()),
        ("credentials", CredentialsBlock()),
        ("item_list", ItemListBlock()),
    ]
