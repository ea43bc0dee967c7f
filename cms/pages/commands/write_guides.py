"""A first guide for an item: nothing but what the catalogue says, for an editor to go on from."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.utils.text import slugify
from django.utils.translation import gettext as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import ServiceItem
from marketplace.transaction import command

from ...blocks import READ_FROM_THE_ITEM
from ..models import GuideIndexPage, GuidePage

TITLES = {"zh-hans": "{name}怎么办", "en": "{name}: how to get it done"}


def write_guides(codes: Iterable[str]) -> list[GuidePage]:
    """Publish a guide for each item in every language that has a guide index, and return them.

    A guide that is there already stays as its editor left it.

    Raises:
        Refusal: ``guide.no_item`` for a code that is not in the catalogue.
    """
    written = []
    with command():
        items = [_item(code) for code in codes]
        for index in GuideIndexPage.objects.live().select_related("locale").order_by("path"):
            for item in items:
                if not GuidePage.objects.child_of(index).filter(item=item).exists():
                    guide = index.add_child(instance=_guide(item, index.locale))
                    guide.save_revision().publish()
                    written.append(guide)
    return written


def _item(code: str) -> ServiceItem:
    item = ServiceItem.objects.offered().filter(code=code).first()
    if item is None:
        raise Refusal(
            "guide.no_item",
            _("No guide was written: there is no item %(code)s in the catalogue.") % {"code": code},
            _("Look up the code in the list of service items."),
        )
    return item


def _guide(item: ServiceItem, locale) -> GuidePage:
    language = "en" if locale.language_code.startswith("en") else "zh-hans"
    name = (item.name_en or item.name_zh) if language == "en" else item.name_zh
    applies = (item.applies_en or item.applies_zh) if language == "en" else item.applies_zh
    return GuidePage(
        title=TITLES[language].format(name=name),
        slug=slugify(item.code),
        item=item,
        summary=applies[:200],
        body=[(block, None) for block in READ_FROM_THE_ITEM],
        locale=locale,
        translation_key=uuid.uuid5(uuid.NAMESPACE_URL, f"marketplace:guide:{item.code}"),
    )
