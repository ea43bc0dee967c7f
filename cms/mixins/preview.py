"""A page as both its readers will see it, before anybody has published it."""

from __future__ import annotations

from django.utils.translation import override
from wagtail.coreutils import get_content_languages


class BilingualPreview:
    """Previews a page in each language: its translation, or its own words among the other's.

    A mixin for pages, named before their base page.
    """

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Return the languages, the page's own first."""
        own = self.locale.language_code
        languages = get_content_languages().items()
        return sorted(languages, key=lambda language: language[0] != own)

    def serve_preview(self, request, mode_name):
        """Return the page in one of the languages; the latest draft of its translation there."""
        language = mode_name or self.locale.language_code
        page = self if language == self.locale.language_code else self._draft_in(language)
        with override(language):
            request.LANGUAGE_CODE = language
            response = super(BilingualPreview, page).serve_preview(request, mode_name)
            return response.render() if hasattr(response, "render") else response

    def _draft_in(self, language: str):
        twins = self.get_translations().filter(locale__language_code=language)
        twin = twins.first()
        return twin.specific.get_latest_revision_as_object() if twin else self
