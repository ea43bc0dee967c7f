"""Asking the demonstration: how it is made, and what stands in it."""

import datetime as dt
import io

from django.apps import apps
from django.core.management import call_command

from agencies.models import Agency
from marketplace import clock
from marketplace.kernel.refusal import Refusal
from marketplace.models import ServiceItem
from marketplace.purchasable import check_purchasable

TODAY = dt.date(2026, 3, 2)  # a Monday


def demo(**options) -> str:
    out = io.StringIO()
    call_command("demo", stdout=out, **options)
    return out.getvalue()


def held(at: dt.datetime):
    return clock.using(now=lambda: at)


def row_counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def agency_of(email: str) -> Agency:
    return Agency.objects.get(organisation__members__email=email)


def is_purchasable(item: ServiceItem) -> bool:
    try:
        check_purchasable(item, TODAY)
    except Refusal:
        return False
    return True
