from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DrawConfig(AppConfig):
    """Where chance comes from: frozen lists, and the seed each of them got."""

    name = "marketplace.draw"
    label = "marketplace_draw"
    verbose_name = _("Draws")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from ..triggers import keep
        from . import checks  # noqa: F401 -- registered by being imported
        from .triggers import TRIGGERS

        keep(TRIGGERS, sender=self)
