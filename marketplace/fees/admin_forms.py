"""The forms in which staff keep fee schedules and a hall's own terms."""

from __future__ import annotations

import json

from django import forms
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput
from django.forms.models import construct_instance
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from marketplace.formfields import AmountField, LineField, ProseField
from marketplace.kernel.money import Money
from marketplace.kernel.text import half_width
from marketplace.models import ServiceItem

from .models import FeeSchedule
from .parts.overrides import OwnTerms
from .registry import fee_rules

DEEPEST = 12
BETWEEN = ":"  # a schedule and its kind, as in 1980-2002:works


class ExactDecoder(json.JSONDecoder):
    """Reads numbers with a point as text, so that they stay exact."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"parse_float": str, "parse_constant": str})


class IndentedEncoder(json.JSONEncoder):
    """Writes JSON as a person reads it."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs | {"indent": 2})


class ParamsField(forms.JSONField):
    """Parameters as indented JSON; ``1.5`` is read as ``"1.5"``."""

    widget = forms.Textarea({"rows": 24, "spellcheck": "false", "class": "monospace"})

    def __init__(self, **kwargs):
        super().__init__(encoder=IndentedEncoder, decoder=ExactDecoder, **kwargs)

    def to_python(self, value):
        try:
            params = super().to_python(value)
        except (RecursionError, ValueError) as error:
            raise _unreadable() from error
        if _is_deeper(params, DEEPEST):
            raise _unreadable()
        return params

    def bound_data(self, data, initial):
        try:
            return super().bound_data(data, initial)
        except (RecursionError, ValueError):
            return InvalidJSONInput(data)


def _unreadable() -> ValidationError:
    said = _(
        "The parameters are too deep or too large to be read. Begin with a shipped schedule's."
    )
    return ValidationError(said, code="unreadable")


def _is_deeper(value, levels: int) -> bool:
    """Return whether lists and objects stand in each other on more levels than that."""
    if not isinstance(value, list | dict):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_is_deeper(each, levels - 1) for each in inner)


class ScheduleForm(WagtailAdminModelForm):
    """A fee schedule. Its key is how items name it, so it is given once."""

    rule = forms.ChoiceField(label=_("fee rule"), choices=lambda: fee_rules.choices())
    params = ParamsField(
        label=_("parameters"),
        help_text=_(
            "Figures are whole numbers or text such as “1.5”. The preview shows the table, "
            "caps at five bases, and every place that is wrong."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].disabled = bool(self.instance.key)


class PreviewForm(ScheduleForm):
    """The same without the checks of the model: the preview itself shows what is wrong."""

    def _post_clean(self):
        meta = self._meta
        self.instance = construct_instance(self, self.instance, meta.fields, meta.exclude)


class OverrideForm(forms.Form):
    """A hall's own terms of one item, with the reason for them."""

    policy = forms.ChoiceField(label=_("fee policy"), choices=ServiceItem.FeePolicy.choices)
    table = forms.ChoiceField(
        label=_("schedule and kind"),
        required=False,
        help_text=_("For policies of a schedule only."),
    )
    share = LineField(
        label=_("share of the schedule"),
        required=False,
        max_length=20,
        help_text=_("For the share of a schedule only, as in 0.7 for 70 percent."),
    )
    cap = AmountField(
        label=_("fee cap"),
        required=False,
        minimum=Money(1),
        help_text=_("In yuan; for an absolute cap and for one that people set."),
    )
    reason = ProseField(
        label=_("reason"), max_length=1000, help_text=_("It stands in the public record.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["table"].choices = [("", _("No schedule")), *_tables()]

    def terms(self) -> OwnTerms:
        """Return the terms as they were entered; the command checks that they fit together."""
        entered = self.cleaned_data
        key, _between, kind = entered["table"].partition(BETWEEN)
        share = half_width(entered["share"]).strip()
        return OwnTerms(
            policy=entered["policy"],
            schedule_key=key,
            kind=kind,
            params={"share": share} if share else {},
            cap=entered["cap"],
        )


class WithdrawForm(forms.Form):
    """Why a hall's own terms are taken back."""

    withdraw_reason = ProseField(
        label=_("reason"), max_length=1000, help_text=_("It stands in the public record.")
    )


def _tables() -> list:
    newest = {each.key: each for each in FeeSchedule.objects.order_by("key", "version")}
    return [
        (
            f"{schedule.title} ({key})",
            [
                (f"{key}{BETWEEN}{kind.key}", str(kind.label))
                for kind in schedule.fee_rule.kinds(schedule.said_params)
            ],
        )
        for key, schedule in newest.items()
    ]
