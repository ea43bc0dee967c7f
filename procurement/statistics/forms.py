"""The period that the figures are asked for."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.formfields import DayField


class PeriodForm(forms.Form):
    """The first and the last day; either may be left out. Its fields are ``from`` and ``to``."""

    to = DayField(label=_("Last day"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        first = DayField(label=_("First day"), required=False)
        self.fields = {"from": first, **self.fields}

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and last < first:
            raise ValidationError(
                {"to": _("The last day is before the first. Turn them round.")}, code="order"
            )
        return cleaned

    @property
    def period(self) -> tuple[date | None, date | None]:
        """Return the days of a valid form."""
        return self.cleaned_data.get("from"), self.cleaned_data.get("to")
