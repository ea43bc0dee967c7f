from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


def languages() -> list[tuple[str, str]]:
    """Return the languages that this site speaks."""
    return settings.LANGUAGES


class User(AbstractUser):
    """This site's user, known by e-mail. The apps know only ``settings.AUTH_USER_MODEL``."""

    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("Another account already uses this e-mail address.")},
    )
    display_name = models.CharField(_("name to show"), max_length=80, blank=True)
    preferred_language = models.CharField(
        _("preferred language"), max_length=12, choices=languages, blank=True
    )

    class Meta(AbstractUser.Meta):
        pass

    def __str__(self) -> str:
        return self.display_name or self.email

    def get_full_name(self) -> str:
        return self.display_name or super().get_full_name() or self.email
