"""The facts of a service item as plain values, and what of them changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext as _

from marketplace import notation
from marketplace.kernel.money import Money
from marketplace.models import ServiceItem

UNTOLD = frozenset({"id", "code", "category", "synonyms", "typical", "currency"})
MONEY = frozenset({"cap_minor", "tender_threshold_minor"})
SHORT = 80


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that is not what it was."""

    label: str
    before: str
    after: str

    @property
    def is_short(self) -> bool:
        return len(self.before) + len(self.after) <= SHORT

    def __str__(self) -> str:
        if not self.is_short:
            return self.label
        words = {"fact": self.label, "before": self.before, "after": self.after}
        return _("%(fact)s: %(before)s → %(after)s") % words


def facts_of(items: Iterable[ServiceItem]) -> dict[int, dict[str, object]]:
    """Return the facts of items by their key, in three queries however many there are."""
    found = {item.pk: _columns(item) for item in items}
    asked = ServiceItem.required_credentials.rel.related_model.objects.filter(item__in=found)
    for item, kind, grade in asked.order_by("item", "pk").values_list(
        "item", "type__name_zh", "min_grade__name_zh"
    ):
        found[item]["credentials"].append(f"{kind} {grade}")
    versions = _schedule_versions()
    for facts in found.values():
        if facts["fee_schedule"] in versions:
            facts["fee_schedule"] += f" v{versions[facts['fee_schedule']]}"
    return found


def changes(before: Mapping[str, object], now: Mapping[str, object]) -> list[Change]:
    """Return what differs, in the words of the catalogue's own form."""
    return [
        Change(_label(name), _told(name, before.get(name)), _told(name, now[name]))
        for name in now
        if name in before and before[name] != now[name]
    ]


def _columns(item: ServiceItem) -> dict[str, object]:
    facts: dict[str, object] = {
        field.name: field.value_from_object(item)
        for field in ServiceItem._meta.concrete_fields
        if field.name not in UNTOLD
    }
    facts["retired_on"] = item.retired_on.isoformat() if item.retired_on else None
    return facts | {"credentials": []}


def _schedule_versions() -> dict[str, int]:
    """Return the newest version of each fee schedule: its figures are the item's cap."""
    if not apps.is_installed("marketplace.fees"):
        return {}
    schedules = apps.get_model("marketplace_fees", "FeeSchedule").objects
    return dict(schedules.order_by("version").values_list("key", "version"))


def _label(name: str) -> str:
    if name == "credentials":
        return _("credentials")
    return str(ServiceItem._meta.get_field(name).verbose_name)


def _told(name: str, value: object) -> str:
    """Return a value as a reader of the catalogue knows it."""
    if value is None or value == "" or value == []:
        return "–"
    if name in MONEY and isinstance(value, int):
        return notation.money(Money(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "credentials" and isinstance(value, list):
        return "; ".join(value)
    if name == "department":
        return str(ServiceItem._meta.get_field(name).related_model.objects.get(pk=value))
    field = ServiceItem._meta.get_field(name) if name != "credentials" else None
    choices = dict(getattr(field, "flatchoices", None) or ())
    return str(choices.get(value, value))
