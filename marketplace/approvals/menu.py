"""The way to what waits for a second signature, in Wagtail's menu."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from wagtail.admin.menu import MenuItem

from .registry import signed_by


class SignaturesItem(MenuItem):
    """Shown to those who may sign, where the app's pages are installed."""

    def is_shown(self, request) -> bool:
        try:
            self.url = reverse("approvals:approvals")
        except NoReverseMatch:
            return False
        return bool(signed_by(request.user))
