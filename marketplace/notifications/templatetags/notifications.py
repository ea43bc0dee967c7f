"""The bell in the frame of every page."""

from django import template
from django.urls import NoReverseMatch, reverse

from ..models import Notification

register = template.Library()
MOST = 99


@register.inclusion_tag("notifications/bell.html", takes_context=True)
def bell(context):
    """Show how many notifications the signed-in person has not read: one query, counted to 99."""
    request, user = context.get("request"), context.get("user")
    if request is None or user is None or not user.is_authenticated:
        return {}
    try:
        url = reverse("notifications:notifications")
    except NoReverseMatch:  # installed without its pages
        return {}
    unread = Notification.objects.of(user).unread()[: MOST + 1].count()
    return {"url": url, "unread": unread, "most": MOST, "is_here": request.path == url}
