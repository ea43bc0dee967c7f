from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    """Deeds that need a second person."""

    name = "marketplace.approvals"
    label = "marketplace_approvals"
    verbose_name = _("Second signatures")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from marketplace.triggers import keep

        from .triggers import TRIGGERS

        keep(TRIGGERS, sender=self)
