from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsEditingConfig(AppConfig):
    """How pages come about: review by a second person, dates, menus, and what went stale."""

    name = "cms.editing"
    label = "cms_editing"
    verbose_name = _("Editing of pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import published

        published.keep_what_guides_were_written_from()
