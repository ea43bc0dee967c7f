"""``{% load discovery %}``: what the head of a page, and data in it, tell programs."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from ..discovery import structured
from ..discovery.head import Head, head_of
from ..languages import home_in

register = template.Library()
LONGEST = 200


class CaptureNode(template.Node):
    """Keeps what it encloses as plain text, for a second place that a block cannot have."""

    def __init__(self, nodelist: template.NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context) -> str:
        context[self.name] = " ".join(
            html.unescape(strip_tags(self.nodelist.render(context))).split()
        )
        return ""


@register.tag
def capture(parser, token) -> CaptureNode:
    """``{% capture page_title %}{% block title %}{% endblock %}{% endcapture %}``."""
    try:
        _tag, name = token.split_contents()
    except ValueError as error:
        raise template.TemplateSyntaxError("capture takes one name") from error
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(nodelist, name)


@register.simple_tag(takes_context=True)
def head_of_page(context) -> Head | None:
    """``{% head_of_page as head %}``: canonical address, twins, feeds; none without a request."""
    request = context.get("request")
    return head_of(request, context.get("page")) if request else None


@register.simple_tag(takes_context=True)
def description_of_page(context) -> str:
    """``{% description_of_page as text %}``: what the page itself says it is about."""
    page = context.get("page")
    told = context.get("page_description")
    for name in ("search_description", "summary", "lead", "introduction"):
        told = told or getattr(page, name, "")
    hall = context.get("hall")
    told = told or getattr(hall, "name", "")
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 1].rstrip()}…"


@register.simple_tag
def structured_data(data: Mapping[str, Any] | None) -> SafeString | str:
    """``{% structured_data dataset %}``: schema.org data of a view; nothing of none."""
    return structured.as_script(data) if data else ""


@register.simple_tag(takes_context=True)
def service_data(context, item) -> SafeString:
    """``{% service_data item %}``: a service item as a public service."""
    url, hall = _here(context), context.get("hall")
    return structured.as_script(structured.service(item, url, hall=hall or None))


@register.simple_tag
def questions_data(pairs) -> SafeString | str:
    """``{% questions_data pairs %}``: pairs of question and answer."""
    return structured_data(structured.questions(list(pairs or ())))


@register.simple_tag(takes_context=True)
def hall_data(context) -> SafeString | str:
    """``{% hall_data %}``: on the home page, who runs the site."""
    request, hall = context.get("request"), context.get("hall")
    homes = {home_in("zh-hans"), home_in("en")}
    if request is None or not hall or request.path not in homes:
        return ""
    return structured.as_script(structured.organisation(hall, _here(context)))


@register.simple_tag(takes_context=True)
def crumbs_data(context, parents, here) -> SafeString | str:
    """``{% crumbs_data parents here %}``: the way to this page."""
    request = context.get("request")
    if request is None:
        return ""
    home = (gettext("Home"), request.build_absolute_uri(home_in(get_language())))
    steps = [(str(label), request.build_absolute_uri(address)) for label, address in parents]
    return structured.as_script(structured.breadcrumbs([home, *steps, (str(here), _here(context))]))


def _here(context) -> str:
    request = context.get("request")
    return request.build_absolute_uri(request.path) if request else ""
