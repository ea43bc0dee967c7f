"""What the site knows of its users that their model does not have to say."""

from django.conf import settings
from django.utils.translation import get_supported_language_variant


class PlainReaders:
    """Readers of a site about which nothing else is known.

    A site that confirms addresses, or keeps languages elsewhere, names a class of its own in
    ``MARKETPLACE_READERS``.
    """

    def mailable(self, users):
        """Return those of the users, a queryset, whose address may be written to."""
        return users.filter(is_active=True).exclude(email="")

    def language_of(self, user) -> str:
        """Return the language in which the user reads."""
        wanted = getattr(user, "preferred_language", "") or settings.LANGUAGE_CODE
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            return settings.LANGUAGE_CODE
