from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatisticsConfig(AppConfig):
    """The public figures, computed from the records alone. It keeps no table of its own."""

    name = "procurement.statistics"
    label = "procurement_statistics"
    verbose_name = _("Figures")
    default_auto_field = "django.db.models.BigAutoField"
