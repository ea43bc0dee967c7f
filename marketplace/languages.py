"""Where a page is found in the other language."""

from __future__ import annotations

from django.conf import settings
from django.urls import get_script_prefix, translate_url
from django.utils.translation import get_language, override
from wagtail.models import Page


def address_in(language: str, *, request=None, page=None) -> str:
    """Return the address of this very page in another language, or of that language's home.

    Filters and page numbers stay in the address. A Wagtail page leads to its translation.
    """
    if request is None:
        return home_in(language)
    if isinstance(page, Page):
        return _translated_page(page, language, request) or home_in(language)
    here = request.get_full_path()
    if language == get_language():
        return here
    there = translate_url(here, language)
    return home_in(language) if there == here else there


def home_in(language: str) -> str:
    """Return the address of the home page in a language."""
    prefix = get_script_prefix()
    return prefix if language == settings.LANGUAGE_CODE else f"{prefix}{language}/"


def _translated_page(page: Page, language: str, request) -> str | None:
    translations = page.get_translations(inclusive=True).live()
    found = translations.filter(locale__language_code=language).first()
    if found is None:
        return None
    with override(language):
        return found.get_url(request)
