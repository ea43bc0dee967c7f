"""The forms in which staff set the rules and the calendar of the hall."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .formfields import AmountField, DayField, DaysField, LineField
from .kernel.money import Money
from .models import CalendarDay, HallRules

YEAR = 365


def label(name: str):
    """Return what a rule is called."""
    return HallRules._meta.get_field(name).verbose_name


def days(name: str, *, maximum=60, minimum=1, help_text="") -> DaysField:
    """Return the field of a rule that is a number of days."""
    return DaysField(label=label(name), minimum=minimum, maximum=maximum, help_text=help_text)


def overdue(name: str) -> forms.ChoiceField:
    """Return the field of what becomes of a thing that nobody looked at in time."""
    return forms.ChoiceField(label=label(name), choices=HallRules.Overdue.choices)


class RulesForm(forms.Form):
    """A new version of a hall's rules, which begins with those in force."""

    min_answers_public = days("min_answers_public", maximum=99)
    min_answers_private = days("min_answers_private", maximum=99)
    purchase_threshold = AmountField(
        label=label("purchase_threshold_minor"),
        help_text=_("Public money at or above it belongs to government procurement."),
        minimum=Money(1),
    )
    direct_limit = AmountField(label=label("direct_limit_minor"))
    window_min_hours = days("window_min_hours", maximum=8760, help_text=_("In hours."))
    window_max_days = days("window_max_days", maximum=YEAR, help_text=_("In days."))
    acceptance_days = days("acceptance_days")
    reviews_notices = forms.BooleanField(
        label=label("reviews_notices"),
        required=False,
        help_text=_("A reviewer of the hall publishes them; the owner only hands them in."),
    )
    review_days = days("review_days")
    overdue_review = overdue("overdue_review")
    vetting_days = days("vetting_days")
    overdue_vetting = overdue("overdue_vetting")
    publicity_days = days("publicity_days", minimum=0, maximum=YEAR)
    result_publicity_days = days(
        "result_publicity_days", minimum=0, help_text=_("0 for none: it is final at once.")
    )
    comparison_publicity_days = days("comparison_publicity_days", minimum=0)
    confirmation_days = days(
        "confirmation_days", help_text=_("Who stays silent longer falls away; the next moves up.")
    )
    contract_days = days("contract_days")
    contract_limit_days = days("contract_limit_days", maximum=YEAR)
    filing_days = days("filing_days")
    delivery_check_days = days("delivery_check_days")
    delivery_grace_days = days(
        "delivery_grace_days", help_text=_("An owner who stays silent has then accepted.")
    )
    yellow_percent = days("yellow_percent", maximum=99)

    def __init__(self, *args, rules: HallRules, **kwargs):
        initial = {name: getattr(rules, name) for name in self.base_fields}
        super().__init__(*args, initial=initial, **kwargs)

    def changes(self) -> dict[str, object]:
        """Return the rules as the command takes them."""
        return {
            f"{name}_minor" if isinstance(value, Money) else name: (
                value.minor if isinstance(value, Money) else value
            )
            for name, value in self.cleaned_data.items()
        }


class CalendarDayForm(forms.Form):
    """A hall's own word on one day."""

    day = DayField(label=_("Day"))
    is_worked = forms.TypedChoiceField(
        label=_("In this hall it is"),
        choices=[("free", _("free")), ("worked", _("worked"))],
        coerce=lambda choice: choice == "worked",
    )
    name_zh = LineField(
        label=_("Occasion in Chinese"),
        max_length=CalendarDay._meta.get_field("name_zh").max_length,
        help_text=_("Everybody reads it beside every date that the day moves."),
    )
    name_en = LineField(
        label=_("Occasion in English"),
        max_length=CalendarDay._meta.get_field("name_en").max_length,
        required=False,
    )
    source = LineField(
        label=_("Document"),
        max_length=CalendarDay._meta.get_field("source").max_length,
        required=False,
        help_text=_("Who ordered it, and its number."),
    )
