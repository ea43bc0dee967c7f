from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """What editors write with: blocks and page mixins, without a base page of their own."""

    name = "cms"
    label = "marketplace_cms"
    verbose_name = _("Guides and pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import publishing

        publishing.record_what_editors_publish()
