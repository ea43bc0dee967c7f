"""The addresses of one page in every language in which it really is there."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language, override
from wagtail.models import Page

LOCALES = {"zh-hans": "zh_CN", "en": "en_GB"}  # Open Graph asks for a country


def codes() -> list[str]:
    """Return the site's languages, that of the root first."""
    known = [code for code, _name in settings.LANGUAGES]
    return sorted(known, key=lambda code: code != settings.LANGUAGE_CODE)


def written(code: str) -> str:
    """Return a language as a page names it: ``zh-Hans``."""
    language, _dash, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language


def locale_of(code: str) -> str:
    return LOCALES.get(code, code.replace("-", "_"))


def addresses_of(path: str) -> dict[str, str]:
    """Return the paths of a page that is not Wagtail's, by language.

    What has one address in all languages is there in the present one alone.
    """
    here = get_language() or settings.LANGUAGE_CODE
    found = {here: path}
    for code in codes():
        there = path if code == here else translate_url(path, code)
        if code != here and there != path:
            found[code] = there
    return in_order(found)


def addresses_of_page(page: Page, request=None) -> dict[str, str]:
    """Return the paths of a Wagtail page by language: of each translation that all may read."""
    pages = page.get_translations(inclusive=True).live().public().select_related("locale")
    found = {}
    for each in pages:
        with override(each.locale.language_code):
            url = each.get_url(request)
        if url:
            found[each.locale.language_code] = url
    return in_order(found)


def in_order(found: Mapping[str, str]) -> dict[str, str]:
    """Return addresses in the order of the site's languages."""
    return {code: found[code] for code in codes() if code in found}
