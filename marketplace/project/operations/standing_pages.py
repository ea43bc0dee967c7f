"""The pages that every site owes its visitors: help, privacy, terms, accessibility.

They begin with the texts in ``data`` and belong to the editor from then on.
"""

from __future__ import annotations

from pathlib import Path

from django.db import DatabaseError
from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.translation import get_language

from cms.first_pages import FirstPage
from cms.pages.menu import FOR_A_LINK
from cms.pages.models import StandardPage
from marketplace.navigation import NavigationItem

TEXTS = Path(__file__).parent / "data"
TITLES = {
    "help": {"zh-hans": "帮助", "en": "Help"},
    "verify-a-draw": {"zh-hans": "怎样核验一次抽取", "en": "How to check a draw"},
    "privacy": {"zh-hans": "个人信息保护", "en": "Privacy"},
    "terms": {"zh-hans": "使用条款", "en": "Terms of use"},
    "accessibility": {"zh-hans": "无障碍说明", "en": "Accessibility"},
}
IN_THE_FOOT = ("privacy", "terms", "accessibility")


def standing_pages() -> list[FirstPage]:
    """Return what a new site is given, in each language."""
    return [
        FirstPage(
            StandardPage, slug, titles, {code: {"body": _body(slug, code)} for code in titles}
        )
        for slug, titles in TITLES.items()
    ]


def shown_pages(request) -> dict[str, StandardPage]:
    """Return the live pages of the reader's language by their first address, in one query.

    An editor may move and rename them: they are known by their translation key.
    """
    if not hasattr(request, "_standing_pages"):
        bare = (FirstPage(StandardPage, slug, titles) for slug, titles in TITLES.items())
        keys = {page.translation_key: page.slug for page in bare}
        live = StandardPage.objects.live().public().select_related("locale")
        found = live.filter(locale__language_code=get_language(), translation_key__in=keys)
        found = found.only("title", "translation_key", *FOR_A_LINK)
        request._standing_pages = {keys[page.translation_key]: page for page in found}
    return request._standing_pages


def links_in_the_foot(request) -> list[dict[str, str]]:
    """Return title and address of the pages at the foot of every page; none without database."""
    try:
        pages = shown_pages(request)
    except DatabaseError:
        return []
    found = [pages[slug] for slug in IN_THE_FOOT if slug in pages]
    links = [{"label": page.title, "url": page.get_url(request)} for page in found]
    return [link for link in links if link["url"]]


class StandingPageEntry(NavigationItem):
    """A standing page in a column of the footer."""

    def __init__(self, label: str | Promise, slug: str, order: int, place: str) -> None:
        super().__init__(label, slug, order=order, place=place)

    def address(self, request) -> str:
        page = shown_pages(request).get(self.url_name)
        address = page and page.get_url(request)
        if not address:
            raise NoReverseMatch(f"there is no page {self.url_name} in this language")
        return address


def _body(slug: str, language: str) -> list[tuple[str, object]]:
    """Return a text as blocks: one of prose, then what is written as question and answer.

    In the file a question begins with ``? `` on a line of its own; all else is rich text.
    """
    prose, *asked = (TEXTS / f"{slug}.{language}.html").read_text(encoding="utf-8").split("\n? ")
    blocks: list[tuple[str, object]] = [("paragraph", prose.strip())]
    for each in asked:
        question, _line, answer = each.partition("\n")
        blocks.append(("question", {"question": question.strip(), "answer": answer.strip()}))
    return blocks
