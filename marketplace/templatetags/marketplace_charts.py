"""``{% load marketplace_charts %}``: the chart of a project type on any page."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils import timezone

from .. import clock
from ..charts import Purchase, read_chart
from ..models import ProjectType, ServiceItem

register = template.Library()


@register.inclusion_tag("marketplace/charts/chart.html")
def project_chart(project_type: ProjectType, level: int = 3) -> dict:
    """``{% project_chart page.project_type level=3 %}``: the chart as the record stands now.

    ``level`` is that of the stages' headings. It brings its own style sheet.
    """
    chart = read_chart(project_type, on=timezone.localdate(clock.now()))
    return {"chart": chart, "level": level, "is_embedded": True}


@register.simple_tag
def purchase_address(purchase: Purchase, items: ServiceItem | Iterable[ServiceItem]) -> str:
    """``{% purchase_address purchase item %}``: where one notice for the item, or items, begins."""
    return purchase.address([items] if isinstance(items, ServiceItem) else items)
