from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ..kernel.refusal import Refusal
from ..models import Event, Hall, HallRules
from ..models.checking import check
from ..transaction import command
from .hall_facts import RULES, hall_facts, rules_facts


def open_hall(*, code: str, site=None, by=None, at: datetime, **columns) -> Hall:
    """Open a supermarket with the first version of its rules.

    ``columns`` are the names, address and telephones of the hall (``name_zh``, ``city_en``,
    ``complaint_phone`` …) and any of its rules (``publicity_days``, ``direct_limit_minor`` …).

    Raises:
        Refusal: ``hall.exists``, or ``record.invalid`` with what is wrong.
    """
    figures = {name: columns.pop(name) for name in RULES if name in columns}
    with command():
        if Hall.objects.filter(code=code).exists():
            raise Refusal(
                "hall.exists",
                _("No hall was opened: there is one with the code “%(code)s” already.")
                % {"code": code},
                _("Change its rules instead, or open one with another code."),
            )
        hall = Hall(code=code, site=site, **columns)
        check(hall)
        hall.save(force_insert=True)
        rules = HallRules(hall=hall, version=1, adopted_at=at, **figures)
        check(rules)
        rules.save(force_insert=True)
        Event.append(hall.stream, "hall.opened", at=at, by=by, **hall_facts(hall))
        Event.append(hall.stream, "rules.adopted", at=at, by=by, **rules_facts(rules))
    return hall
