"""The way to the hall's own fee terms in Wagtail's menu."""

from __future__ import annotations

from django.urls import reverse
from wagtail.admin.menu import MenuItem

from marketplace.models import Hall

from .permissions import may_override_fees


class HallFeesItem(MenuItem):
    """Shown to administrators, and only where there is a hall."""

    def is_shown(self, request) -> bool:
        return may_override_fees(request.user) and Hall.objects.exists()

    def render_component(self, request):
        self.url = reverse("marketplace_fees_hall", args=[Hall.objects.current().pk])
        return super().render_component(request)
