from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """The demonstration: an invented city, made by running the commands, and its clock."""

    name = "marketplace.project.demo"
    label = "demo"
    verbose_name = _("Demonstration")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from marketplace.triggers import keep

        from .triggers import TRIGGERS

        keep(TRIGGERS, sender=self)
