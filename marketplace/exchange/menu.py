"""The way to tables in and out, in Wagtail's menu."""

from __future__ import annotations

from wagtail.admin.menu import MenuItem

from .views import allowed


class ExchangeItem(MenuItem):
    """Shown to those who may bring in or take away any table."""

    def is_shown(self, request) -> bool:
        return bool(allowed(request.user, "import") or allowed(request.user, "export"))
