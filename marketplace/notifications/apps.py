from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """What people hear of, on the site and by mail."""

    name = "marketplace.notifications"
    label = "marketplace_notifications"
    verbose_name = _("Notifications")
    default_auto_field = "django.db.models.BigAutoField"
