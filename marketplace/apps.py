from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MarketplaceConfig(AppConfig):
    name = "marketplace"
    label = "marketplace"
    verbose_name = _("Marketplace")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from .duty_groups import make_duty_groups
        from .policies import register_policies
        from .triggers import Trigger, append_only, keep

        keep(
            append_only("marketplace_event")
            + append_only("marketplace_logleaf")
            + [Trigger("marketplace_eventprivate", "UPDATE", "is_erased_or_kept")]
            + append_only("marketplace_hallrules")
            + append_only("marketplace_calendarday"),
            sender=self,
        )
        post_migrate.connect(make_duty_groups, sender=self, dispatch_uid="marketplace.duty_groups")
        register_policies()
