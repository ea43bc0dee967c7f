from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SavedSearchesConfig(AppConfig):
    """Searches that people keep, and that tell them of what is new."""

    name = "search.saved"
    label = "marketplace_saved_searches"
    verbose_name = _("Saved searches")
    default_auto_field = "django.db.models.BigAutoField"
