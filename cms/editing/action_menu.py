"""The button with which a reader begins, on the edit screen of a page under review."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem, PageLockedMenuItem

from .models import SecondPersonTask


class ReadingMenuItem(ActionMenuItem):
    """Leads to the screen on which a page is read and decided on."""

    label = _("Read and decide")
    name = "cms-editing-read"
    icon_name = "view"
    order = -10

    def get_url(self, parent_context):
        return reverse("cms_editing_review", args=[parent_context["page"].pk])


def put_reading_first(menu_items: list, request, context) -> None:
    """Give a page that lies with a reader the way to the decision as its first button."""
    page = context.get("page")
    task = page and page.pk and page.current_workflow_task
    if isinstance(task, SecondPersonTask) and task.get_actions(page, request.user):
        menu_items[:] = [item for item in menu_items if not isinstance(item, PageLockedMenuItem)]
        menu_items.insert(0, ReadingMenuItem())
