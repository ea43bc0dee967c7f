"""``{% load marketplace_slots %}``: what higher apps add to a page of a lower one."""

from django import template
from django.utils.html import format_html_join

from ..slots import Link, links_for, panels_for

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(context, slot: str, thing):
    """``{% panels "item" item %}``: every panel of the slot, rendered one after the other."""
    request = context.get("request")
    return format_html_join(
        "",
        "{}",
        ((_render(context, panel),) for panel in panels_for(slot, thing, request)),
    )


@register.simple_tag
def links(thing) -> list[Link]:
    """``{% links item as found %}``: where there is more to read, as label and url."""
    return links_for(thing)


def _render(context, panel):
    with context.push(**panel.context):
        return context.template.engine.get_template(panel.template).render(context)
