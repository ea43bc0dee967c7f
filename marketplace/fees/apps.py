from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeesConfig(AppConfig):
    """What a service may cost at most, and how that was found."""

    name = "marketplace.fees"
    label = "marketplace_fees"
    verbose_name = _("Fees")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from marketplace.triggers import keep

        from .policies import register_policies
        from .triggers import TRIGGERS

        keep(TRIGGERS, sender=self)
        register_policies()
