from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgenciesConfig(AppConfig):
    name = "agencies"
    label = "agencies"
    verbose_name = _("Agencies")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from wagtail.permissions import register_permission_policy

        from marketplace.permissions import IN_WAGTAIL
        from marketplace.policies import DutyPolicy
        from marketplace.triggers import keep

        from .models import Agency
        from .triggers import TRIGGERS

        keep(TRIGGERS, sender=self)
        register_permission_policy(Agency, DutyPolicy(Agency, viewers=IN_WAGTAIL))
