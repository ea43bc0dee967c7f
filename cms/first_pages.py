"""Which pages a new site begins with: every installed app names its own.

An app offers them in its ``wagtail_hooks.py``::

    @hooks.register("register_first_pages")
    def offer_first_pages():
        return [FirstPage(AboutPage, "about", {"zh-hans": "关于本站", "en": "About"})]
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from wagtail import hooks


@dataclass(frozen=True)
class FirstPage:
    """A page to be made once in each language, below that language's home page.

    The titles are content, which an editor may change, and no translated messages: a page
    must have its name even where no translation is compiled. ``fields`` are by language too.
    """

    model: type
    slug: str
    titles: Mapping[str, str]
    fields: Mapping[str, Mapping[str, object]] | None = None

    @property
    def translation_key(self) -> uuid.UUID:
        """Return what makes the pages of all languages translations of each other."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"marketplace:first-page:{self.slug}")

    def instance(self, locale):
        """Return the unsaved page of a language; a further language begins with the first."""
        language = locale.language_code
        return self.model(
            title=_in(language, self.titles),
            slug=self.slug,
            locale=locale,
            translation_key=self.translation_key,
            **_in(language, self.fields or {language: {}}),
        )


def _in(language: str, words: Mapping[str, object]):
    return words[language] if language in words else next(iter(words.values()))


def first_pages() -> list[FirstPage]:
    """Return what all installed apps offer."""
    return [page for offer in hooks.get_hooks("register_first_pages") for page in offer()]
