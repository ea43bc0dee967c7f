"""The credentials that an item asks of an agency, as words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..models import ServiceItem


def credentials_of(item: ServiceItem) -> str:
    """Return what an agency must hold for an item, in one phrase; nothing where it is nothing.

    Asks no query where ``required_credentials`` with types and grades was read before.
    """
    asked = sorted(item.required_credentials.all(), key=lambda each: each.type.code)
    between = pgettext("credentials", " and ") if item.credential_rule == "all" else _(" or ")
    return str(between).join(_grade(each) for each in asked)


def asked_of(item: ServiceItem) -> frozenset:
    """Return what an item asks for as a value that can be compared with another item's."""
    asked = {(each.type_id, each.min_grade_id) for each in item.required_credentials.all()}
    rule = item.credential_rule if len(asked) > 1 else ""
    return frozenset({*asked, rule}) if asked else frozenset()


def _grade(asked) -> str:
    said = f"{asked.type.name} · {asked.min_grade.name}"
    if asked.min_grade.rank == 1:
        return said
    better = pgettext("a grade", "or better")
    return f"{said} {better}"
