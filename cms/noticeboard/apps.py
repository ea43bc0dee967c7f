from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsNoticeboardConfig(AppConfig):
    """A page for each procurement notice; install it only beside ``procurement``."""

    name = "cms.noticeboard"
    label = "cms_noticeboard"
    verbose_name = _("Noticeboard")
    default_auto_field = "django.db.models.BigAutoField"
