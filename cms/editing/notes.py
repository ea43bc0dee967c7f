"""What an editor is told when opening a page: that its ground has moved."""

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ..mixins import GuidePageMixin
from .stale import behind, stale_guides


def tell_editor(request, page) -> None:
    """Say on the edit screen what went stale, with the way to see it."""
    if request.method != "GET" or request.headers.get("x-requested-with"):
        return
    if isinstance(page.specific, GuidePageMixin):
        for guide in stale_guides(page.pk):
            text = _("The service item changed since this guide was published: %(changes)s.")
            said = text % {"changes": "; ".join(str(each) for each in guide.changes)}
            _say(request, said, reverse("cms_editing_stale_guide", args=[page.pk]))
    if behind().filter(pk=page.pk).exists():
        said = _("The original was published again after this translation.")
        _say(request, said, reverse("cms_editing_behind", args=[page.pk]))


def _say(request, said: str, url: str) -> None:
    link = format_html('{} <a href="{}">{}</a>', said, url, _("See what changed"))
    messages.warning(request, link)
