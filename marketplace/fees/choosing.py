"""The calculator's first question: which service item, or which table of a schedule."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal
from marketplace.models import ServiceItem

from . import parts
from .domain.figures import Kind
from .models import FeeSchedule

BETWEEN = ":"  # a schedule and its kind, as in 1980-2002:works


class ChooseForm(forms.Form):
    """An item, or a schedule with its kind; ``kind`` may stand apart in an address."""

    use_required_attribute = False

    item = forms.ChoiceField(
        label=_("Service item"),
        required=False,
        help_text=_("The item names its schedule, and by which policy the cap follows from it."),
    )
    schedule = forms.ChoiceField(
        label=_("Or a fee schedule"),
        required=False,
        help_text=_("Without an item: both cap and floor, where the schedule has them."),
    )

    def __init__(self, data=None, *, hall):
        self.hall, self.terms = hall, None
        self.items = {item.code: item for item in _items(data.get("item", "") if data else "")}
        self.schedules = {schedule.key: schedule for schedule in newest_schedules()}
        super().__init__(_with_kind(data, self.schedules))
        self.fields["item"].choices = [
            ("", _("No item")),
            *((code, f"{code} {item.name}") for code, item in self.items.items()),
        ]
        self.fields["schedule"].choices = [("", _("No schedule")), *_tables(self.schedules)]
        unknown = _("“%(value)s” is not one of the choices. Choose one from the list.")
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = unknown

    @property
    def item_chosen(self) -> ServiceItem | None:
        return self.items.get(self.cleaned_data.get("item", "")) if self.is_valid() else None

    def clean(self):
        item, table = self.cleaned_data.get("item"), self.cleaned_data.get("schedule")
        if item and table:
            raise ValidationError(_("Choose an item or a schedule, and not both."), code="both")
        try:
            if item:
                self.terms = parts.terms_for(self.items[item], self.hall)
            elif table:
                key, _between, kind = table.partition(BETWEEN)
                self.terms = parts.terms_of_schedule(self.schedules[key], kind)
        except Refusal as refusal:
            error = ValidationError(refusal.message, code=refusal.code)
            error.next_step = refusal.next_step
            raise error from refusal
        return super().clean()

    def chosen(self) -> dict[str, str]:
        """Return the choice as parameters of an address."""
        return {name: value for name, value in self.cleaned_data.items() if value}


def newest_schedules() -> list[FeeSchedule]:
    """Return the newest version of every schedule, by key."""
    newest = {each.key: each for each in FeeSchedule.objects.order_by("key", "version")}
    return list(newest.values())


def kinds_of(schedule: FeeSchedule) -> tuple[Kind, ...]:
    """Return the kinds of a schedule in the reader's language; none where its rule is missing."""
    try:
        return schedule.fee_rule.kinds(schedule.said_params)
    except Refusal:
        return ()


def _items(asked: str) -> list[ServiceItem]:
    """Return what the catalogue offers, and the item asked for even where it has left it."""
    items = ServiceItem.objects.all()
    found = items.filter(retired_on=None) | items.filter(code=asked)
    return list(found.order_by("code"))


def _tables(schedules: dict[str, FeeSchedule]) -> list:
    return [
        (
            f"{schedule.title} ({key})",
            [(f"{key}{BETWEEN}{kind.key}", str(kind.label)) for kind in kinds_of(schedule)],
        )
        for key, schedule in schedules.items()
    ]


def _with_kind(data, schedules: dict[str, FeeSchedule]):
    """Return what was sent with schedule and kind as the one value of the list.

    Where a schedule has one kind it need not be named.
    """
    named = data.get("schedule") if data is not None else None
    if not named or BETWEEN in named:
        return data
    kind = data.get("kind", "")
    if not kind and named in schedules:
        kinds = kinds_of(schedules[named])
        kind = kinds[0].key if len(kinds) == 1 else ""
    data = data.copy()
    data["schedule"] = f"{named}{BETWEEN}{kind}"
    return data
