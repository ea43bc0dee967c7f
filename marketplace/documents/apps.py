from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Papers and evidence that not everybody may read."""

    name = "marketplace.documents"
    label = "marketplace_documents"
    verbose_name = _("Documents")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from marketplace.triggers import keep

        from .triggers import TRIGGERS

        keep(TRIGGERS, sender=self)
