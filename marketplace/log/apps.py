from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LogConfig(AppConfig):
    """The public log: a Merkle tree over all events, signed, provable, watched by others."""

    name = "marketplace.log"
    label = "marketplace_log"
    verbose_name = _("Public log")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from ..triggers import keep
        from . import checks  # noqa: F401
        from .triggers import TRIGGERS

        keep(TRIGGERS, sender=self)
