"""First guides: nothing but what the catalogue says, for an editor to go on from."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.utils.text import slugify
from django.utils.translation import gettext as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import ProjectType, ServiceItem
from marketplace.transaction import command

from ...blocks import OF_A_FIRST_GUIDE, READ_FROM_THE_PROJECT
from ..models import GuideIndexPage, GuidePage, ScenarioIndexPage, ScenarioPage
from .publish_new import publish_new

TITLES = {"zh-hans": "{name}怎么办", "en": "{name}: how to get it done"}
SCENARIO_TITLES = {"zh-hans": "我要建{name}", "en": "I want to build: {name}"}
SUMMARY = 200


def write_guides(codes: Iterable[str] | None = None) -> list[GuidePage]:
    """Publish a guide for each item in every language that has a guide index, and return them.

    Without codes, for every item of the catalogue. A guide that is there already stays as its
    editor left it.

    Raises:
        Refusal: ``guide.no_item`` for a code that is not in the catalogue.
    """
    written = []
    with command():
        items = _items(codes)
        for index in GuideIndexPage.objects.live().select_related("locale").order_by("path"):
            told = set(GuidePage.objects.child_of(index).values_list("item", flat=True))
            written += [
                publish_new(index, _guide(item, index.locale))
                for item in items
                if item.pk not in told
            ]
    return written


def write_scenarios() -> list[ScenarioPage]:
    """Publish a scenario guide for each project type in every language that has their index."""
    written = []
    with command():
        types = list(ProjectType.objects.offered().for_list())
        for index in ScenarioIndexPage.objects.live().select_related("locale").order_by("path"):
            pages = ScenarioPage.objects.child_of(index)
            told = set(pages.values_list("project_type", flat=True))
            written += [
                publish_new(index, _scenario(project_type, index.locale))
                for project_type in types
                if project_type.pk not in told
            ]
    return written


def _items(codes: Iterable[str] | None) -> list[ServiceItem]:
    offered = ServiceItem.objects.offered().order_by("code")
    if codes is None:
        return list(offered)
    found = {item.code: item for item in offered.filter(code__in=codes)}
    missing = next((code for code in codes if code not in found), None)
    if missing is not None:
        raise Refusal(
            "guide.no_item",
            _("No guide was written: there is no item %(code)s in the catalogue.")
            % {"code": missing},
            _("Look up the code in the list of service items."),
        )
    return [found[code] for code in codes]


def _guide(item: ServiceItem, locale) -> GuidePage:
    language = _language(locale)
    return GuidePage(
        title=TITLES[language].format(name=_text(item, "name", language)),
        slug=slugify(item.code),
        item=item,
        summary=_text(item, "applies", language)[:SUMMARY],
        body=[(block, None) for block in OF_A_FIRST_GUIDE],
        locale=locale,
        translation_key=uuid.uuid5(uuid.NAMESPACE_URL, f"marketplace:guide:{item.code}"),
    )


def _scenario(project_type: ProjectType, locale) -> ScenarioPage:
    language = _language(locale)
    key = f"marketplace:scenario:{project_type.code}"
    return ScenarioPage(
        title=SCENARIO_TITLES[language].format(name=_text(project_type, "name", language)),
        slug=slugify(project_type.code),
        project_type=project_type,
        summary=_text(project_type, "blurb", language),
        body=[(block, None) for block in READ_FROM_THE_PROJECT],
        locale=locale,
        translation_key=uuid.uuid5(uuid.NAMESPACE_URL, key),
    )


def _language(locale) -> str:
    return "en" if locale.language_code.startswith("en") else "zh-hans"


def _text(row, stem: str, language: str) -> str:
    """Return a text of the catalogue in a page's language; Chinese where it has no other."""
    chinese = getattr(row, f"{stem}_zh")
    return (getattr(row, f"{stem}_en") or chinese) if language == "en" else chinese
