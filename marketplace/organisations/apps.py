from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    """Who acts on the site: organisations and the people who act for them."""

    name = "marketplace.organisations"
    label = "marketplace_organisations"
    verbose_name = _("Organisations")
    default_auto_field = "django.db.models.BigAutoField"
