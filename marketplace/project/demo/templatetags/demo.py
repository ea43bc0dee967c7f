"""``{% load demo %}``: what the frame of a demonstration's pages shows of its clock."""

from datetime import timedelta

from django import template

from marketplace import conf, notation
from procurement.models import Notice

register = template.Library()


@register.inclusion_tag("demo/includes/clock_note.html", takes_context=True)
def demo_clock(context) -> dict:
    """``{% demo_clock %}``: how far the demo clock runs ahead, and the way to move it.

    Says nothing outside a demonstration, nor on a page without a request: an error page
    must not ask the database.
    """
    request = context.get("request")
    if request is None or not conf.is_demo():
        return {"shown": False}
    ahead = conf.clock_offset()
    return {
        "shown": True,
        "ahead": notation.time_left(ahead) if ahead > timedelta(0) else "",
        "notice": _open_notice(context, request),
        "next": request.get_full_path(),
    }


def _open_notice(context, request) -> Notice | None:
    """Return the notice that the page is about, while its close can still be jumped to."""
    notice = context.get("notice") or getattr(context.get("page"), "notice", None)
    at = getattr(request, "received_at", None)
    return notice if at and isinstance(notice, Notice) and notice.is_open(at) else None


@register.simple_tag
def length_of_time(length: timedelta) -> str:
    """``{% length_of_time ahead %}``: the two largest units, as 2 天 3 小时."""
    return notation.time_left(length)
