from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsPagesConfig(AppConfig):
    """Ready-made pages on Wagtail's own ``Page``.

    A site with a base page of its own leaves this app out and mixes ``cms.mixins`` into
    its own pages.
    """

    name = "cms.pages"
    label = "cms_pages"
    verbose_name = _("Pages")
    default_auto_field = "django.db.models.BigAutoField"
