"""The figures of a fee as a form: the same in the calculator and in the owner's wizard."""

from __future__ import annotations

import re
from fractions import Fraction

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..formcontrols import LineInput
from ..formfields import SHORT, AmountField, DaysField
from ..kernel.money import Money
from ..kernel.refusal import Refusal
from ..kernel.text import half_width, read_amount
from .domain.entry import LARGEST_COUNT, LARGEST_QUANTITY, require_factor
from .domain.exact import exact, read_factor
from .domain.figures import FactorInput, Figures, OptionInput
from .parts import FeeTerms, inputs_for

APART = re.compile(r"[,;，；、\s]+")
MOST_TYPED = 80


class QuantityField(forms.Field):
    """A number above nought with at most two decimals, read exactly."""

    widget = LineInput({"inputmode": "decimal", "autocomplete": "off", "maxlength": SHORT})

    def to_python(self, value):
        text = half_width(str(value or "")).strip()
        if not text:
            return None
        try:
            quantity = Fraction(read_amount(text[:SHORT]))
        except ValueError:
            quantity = Fraction(0)
        if not 0 < quantity <= LARGEST_QUANTITY:
            raise ValidationError(
                _("“%(text)s” is not a quantity. Enter a number above 0, as in 12000 or 85.5."),
                code="quantity",
                params={"text": text[:SHORT]},
            )
        return quantity


class FactorField(forms.Field):
    """One factor, or several of one kind with commas or spaces between them."""

    def __init__(self, factor: FactorInput, **kwargs):
        self.factor = factor
        widget = LineInput({"inputmode": "decimal", "autocomplete": "off"})
        if factor.choices:
            printed = [(exact(each.value), _choice_label(each)) for each in factor.choices]
            widget = forms.Select(choices=[("", _("1 (nothing chosen)")), *printed])
        super().__init__(
            required=False,
            label=_capital(factor.label),
            help_text=factor.help or _range(factor),
            widget=widget,
            **kwargs,
        )

    def to_python(self, value) -> tuple[Fraction, ...]:
        text = half_width(str(value or "")).strip()
        parts = [part for part in APART.split(text[: MOST_TYPED + 1]) if part]
        try:
            values = tuple(read_factor(part) for part in parts)
        except ValueError as error:
            raise ValidationError(
                _("“%(text)s” is not a factor. Enter a number, as in 1.15."),
                code="factor",
                params={"text": text[:SHORT]},
            ) from error
        if values:
            _or_invalid(require_factor, self.factor, values)
        return values


def _or_invalid(check, *args) -> None:
    try:
        check(*args)
    except Refusal as refusal:
        said = f"{refusal.message} {refusal.next_step}"
        raise ValidationError(said, code=refusal.code) from refusal


def _choice_label(choice) -> str:
    return f"{exact(choice.value)}  {choice.label}"


def _range(factor: FactorInput):
    said = {"low": exact(factor.low), "high": exact(factor.high)}
    return _("From %(low)s to %(high)s; 1 where nothing is entered.") % said


def _capital(label) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]


class FeeInputsForm(forms.Form):
    """What a fee's terms ask for: base, quantity, factors and options; maybe nothing.

    After ``is_valid()`` the entered ``figures()`` go to ``parts.assess``.
    """

    def __init__(self, data=None, files=None, *, terms: FeeTerms, prefix="", initial=None):
        super().__init__(data, files, prefix=prefix or None, initial=initial)
        self.inputs = inputs_for(terms)
        if self.inputs.base:
            self.fields["base"] = AmountField(
                label=_capital(self.inputs.base.label),
                help_text=_("In yuan, as in 60000000."),
                minimum=Money(1),
            )
        if self.inputs.quantity:
            asked = self.inputs.quantity
            label = _("%(quantity)s in %(unit)s") % {
                "quantity": _capital(asked.label),
                "unit": asked.unit,
            }
            self.fields["quantity"] = QuantityField(label=label)
        for factor in self.inputs.factors:
            self._add_factor(factor)
        for option in self.inputs.options:
            self.fields[f"option_{option.name}"] = _option_field(option)

    def _add_factor(self, factor: FactorInput) -> None:
        """Add the factor's field; what was typed into an address stays choosable."""
        name = f"factor_{factor.name}"
        field = self.fields[name] = FactorField(factor)
        entered = self.data.get(self.add_prefix(name)) if self.is_bound else self.initial.get(name)
        if factor.choices and entered:
            known = {value for value, _label in field.widget.choices}
            if str(entered) not in known:
                shown = str(entered)[:SHORT]
                field.widget.choices = [*field.widget.choices, (str(entered), shown)]

    def figures(self) -> Figures:
        """Return what was entered, exactly."""
        cleaned = self.cleaned_data
        base = cleaned.get("base")
        factors = {each.name: cleaned[f"factor_{each.name}"] for each in self.inputs.factors}
        chosen = {each: cleaned.get(f"option_{each.name}") for each in self.inputs.options}
        return Figures(
            base=None if base is None else Fraction(base.minor, 100),
            quantity=cleaned.get("quantity"),
            factors={name: values for name, values in factors.items() if values},
            options=frozenset(option.name for option, value in chosen.items() if value),
            counts={
                option.name: value for option, value in chosen.items() if value and option.counted
            },
        )

    @staticmethod
    def initial_of(figures: Figures) -> dict[str, object]:
        """Return the form's first values for figures that were entered before."""
        initial: dict[str, object] = {
            f"factor_{name}": ", ".join(exact(value) for value in values)
            for name, values in figures.factors.items()
        }
        initial |= {f"option_{name}": True for name in figures.options}
        initial |= {f"option_{name}": count for name, count in figures.counts.items()}
        if figures.base is not None:
            initial["base"] = Money.nearest(figures.base * 100)
        if figures.quantity is not None:
            initial["quantity"] = exact(figures.quantity)
        return initial


def _option_field(option: OptionInput) -> forms.Field:
    said = {"label": _capital(option.label), "help_text": option.help, "required": False}
    if option.counted:
        return DaysField(minimum=0, maximum=LARGEST_COUNT, **said)
    return forms.BooleanField(**said)
