"""The third step of the wizard: how the agency is chosen, and until when answers count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from marketplace.formfields import LineField, MomentField, ProseField
from marketplace.notation import moment

from ..modes.base import Parameter, SelectionMode
from .agency_lookup import written
from .picking import PickField, ReasonedRadios
from .refusing import RefusingForm

PROSE_LIMIT = 2000


class ModeChoiceForm(RefusingForm):
    """Which of the site's modes is taken."""

    mode = forms.ChoiceField(
        label=_("Mode of selection"),
        error_messages={
            "required": _("Choose one of the modes."),
            "invalid_choice": _("There is no such mode on this site. Choose one of those below."),
        },
    )

    def __init__(self, *args, choices: Iterable, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mode"].choices = choices


class ModeForm(RefusingForm):
    """What one mode asks for: a field for each of its parameters, and the close.

    Nothing is required here but the close: whether the parameters are enough is the mode's
    to say. ``closed`` gives, for values of its choices, why they cannot be taken now.
    """

    def __init__(
        self,
        *args,
        mode: type[SelectionMode],
        agencies: Iterable[Agency] = (),
        closed: Mapping[str, str | Promise],
        window: tuple[datetime, datetime],
        **kwargs,
    ):
        self.mode, self.closed, self.window = mode, closed, window
        super().__init__(*args, prefix=mode.key, **kwargs)
        for parameter in mode.parameters:
            self.fields[parameter.name] = self._field(parameter, agencies)
        if mode.is_competitive:
            self.fields["closes_at"] = MomentField(
                label=_("Answers until, Beijing time"), help_text=self._window_words()
            )

    def _field(self, parameter: Parameter, agencies: Iterable[Agency]) -> forms.Field:
        words = {"label": parameter.label, "help_text": parameter.help, "required": False}
        if parameter.kind == "agency":
            field = PickField(empty_label=_("Choose one of the agencies that qualify"), **words)
            field.error_messages["invalid_choice"] = _(
                "This agency does not qualify for the notice. Choose one from the list."
            )
            field.offer(agencies, key="public_id", label=written)
            return field
        if parameter.kind == "choice":
            return self._choice(parameter, words)
        if parameter.kind == "prose":
            field = ProseField(max_length=PROSE_LIMIT, **words)
            field.widget.attrs["rows"] = 4
            return field
        return LineField(**words)

    def _choice(self, parameter: Parameter, words: dict) -> forms.ChoiceField:
        choices = [
            (value, f"{label} ({self.closed[value]})" if value in self.closed else label)
            for value, label in parameter.choices
        ]
        field = forms.ChoiceField(choices=choices, widget=ReasonedRadios, **words)
        field.widget.closed = self.closed
        return field

    def _window_words(self) -> str:
        earliest, latest = self.window
        return _("Not before %(earliest)s, so that agencies have time; not after %(latest)s.") % {
            "earliest": moment(earliest),
            "latest": moment(latest),
        }

    def clean_closes_at(self) -> datetime | None:
        closes_at = self.cleaned_data["closes_at"]
        earliest, latest = self.window
        if closes_at is not None and not earliest <= closes_at <= latest:
            raise ValidationError(
                _(
                    "%(typed)s does not do. Agencies need time to answer, and a notice does not "
                    "stay open for ever: choose a time from %(earliest)s to %(latest)s."
                ),
                code="window",
                params={
                    "typed": moment(closes_at),
                    "earliest": moment(earliest),
                    "latest": moment(latest),
                },
            )
        return closes_at

    def clean(self):
        for parameter in self.mode.parameters:
            value = self.cleaned_data.get(parameter.name)
            if parameter.kind == "choice" and value in self.closed:
                self.add_error(
                    parameter.name,
                    _("This cannot be chosen now: %(reason)s.") % {"reason": self.closed[value]},
                )
        return super().clean()

    def params(self) -> dict[str, str]:
        """Return what was filled in for each parameter of the mode, as plain text."""
        filled = {each.name: self.cleaned_data.get(each.name) for each in self.mode.parameters}
        return {
            name: value.public_id if isinstance(value, Agency) else str(value)
            for name, value in filled.items()
            if value
        }
