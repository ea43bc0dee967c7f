from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContractsConfig(AppConfig):
    """What follows an award: contract, service, delivery and acceptance."""

    name = "procurement.contracts"
    label = "procurement_contracts"
    verbose_name = _("Services")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from marketplace.triggers import keep

        from .triggers import TRIGGERS

        keep(TRIGGERS, sender=self)
