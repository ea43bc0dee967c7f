from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ..kernel.refusal import Refusal
from ..models import Event, Hall, HallRules
from ..models.checking import check
from ..transaction import command
from .hall_facts import RULES, rules_facts


def adopt_rules(*, hall_id: int, by, at: datetime, **changes) -> HallRules:
    """Put a new version of a hall's rules in force. Notices keep the version they pinned.

    Raises:
        Refusal: ``rules.unchanged``, or ``record.invalid`` with what is wrong.
        TypeError: for a rule that halls do not have.
    """
    unknown = set(changes) - set(RULES)
    if unknown:
        raise TypeError(f"no rules of a hall: {sorted(unknown)}")
    with command():
        hall = Hall.objects.locked(hall_id)
        before = hall.rules
        figures = {name: getattr(before, name) for name in RULES}
        if figures | changes == figures:
            raise Refusal(
                "rules.unchanged",
                _("No new version was made: these rules are in force already."),
                _("Change at least one of them."),
            )
        rules = HallRules(
            hall=hall, version=before.version + 1, adopted_at=at, **(figures | changes)
        )
        check(rules)
        rules.save(force_insert=True)
        Event.append(hall.stream, "rules.adopted", at=at, by=by, **rules_facts(rules))
    return rules
