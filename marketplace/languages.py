"""Where a page is found in the other language."""

from __future__ import annotations

from django.conf import settings
from django.urls import get_script_prefix, translate_url
from django.utils.encoding import iri_to_uri
from django.utils.translation import get_language, override
from wagtail.models import Page


def address_in(language: str, *, request=None, page=None) -> str:
    """Return the address of this very page in another language, or of that language's home.

    Filters and page numbers stay in the address. A Wagtail page leads to its translation, and
    one that is not translated to the nearest page above it that is.
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
    found = _twin(page, language)
    if found is None:
        above = page.get_ancestors().filter(depth__gt=1).order_by("-depth")
        found = next((twin for each in above if (twin := _twin(each, language))), None)
        return found and _address(found, language, request)
    asked = iri_to_uri(request.META.get("QUERY_STRING", ""))
    address = _address(found, language, request)
    return f"{address}?{asked}" if address and asked else address


def _twin(page: Page, language: str) -> Page | None:
    translations = page.get_translations(inclusive=True).live()
    return translations.filter(locale__language_code=language).first()


def _address(page: Page, language: str, request) -> str | None:
    with override(language):
        return page.get_url(request)
