"""What the hall's staff type in on the operator's desk."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.documents.formfields import PaperField
from marketplace.formcontrols import LineInput, ProseInput
from marketplace.formfields import DayField, LineField, ProseField

from .domain.decree import Decree
from .forms import ReasonForm, RefusableForm

REASON_MAX = 1000
FINDING_MAX = 300
PREFIX = "finding-"


class ReturnForm(RefusableForm):
    """What is wrong with an application: a reason for each finding, and one for the whole."""

    reason = ProseField(
        label=_("For the application as a whole"),
        max_length=REASON_MAX,
        required=False,
        widget=ProseInput({"rows": 3}),
        help_text=_("The agency reads it together with your reasons above, all at once."),
    )

    def __init__(self, *args, findings: Iterable, **kwargs):
        super().__init__(*args, **kwargs)
        self.subjects = {f"{PREFIX}{each.key}": each.subject for each in findings}
        for name, subject in self.subjects.items():
            told = _("What is wrong with “%(subject)s”") % {"subject": subject}
            self.fields[name] = LineField(
                label=_("What is wrong with it"),
                max_length=FINDING_MAX,
                required=False,
                widget=LineInput({"aria-label": told}),
            )

    def of_finding(self) -> dict[str, forms.BoundField]:
        """Return the field for each finding by the finding's key."""
        return {name.removeprefix(PREFIX): self[name] for name in self.subjects}

    def found(self) -> list[tuple[str, str]]:
        """Return what was checked and what is wrong with it, where something is."""
        typed = [(subject, self.cleaned_data.get(name)) for name, subject in self.subjects.items()]
        return [(subject, wrong) for subject, wrong in typed if wrong]

    def whole_reason(self) -> str:
        """Return all reasons as the agency reads them."""
        told = [f"{subject}: {wrong}" for subject, wrong in self.found()]
        return "\n".join([*told, *filter(None, [self.cleaned_data.get("reason")])])

    def clean(self):
        reason = self.whole_reason()
        if not reason:
            self.add_error(
                "reason", _("Say what is wrong: beside a finding, or here for the whole.")
            )
        elif len(reason) > REASON_MAX:
            raise ValidationError(
                _("All reasons together have %(length)d characters; at most %(limit)d fit."),
                code="too_long",
                params={"length": len(reason), "limit": REASON_MAX},
            )


class SanctionForm(ReasonForm):
    """A sanction: its reason, and the decision document that orders it."""

    number = LineField(
        label=_("Number of the decision"),
        max_length=80,
        help_text=_("As on the document; everybody reads it."),
    )
    decided_on = DayField(label=_("Day of the decision"))
    paper = PaperField(
        label=_("Decision document"),
        required=False,
        help_text=_("A PDF or a picture; the agency and the hall read it."),
    )

    def decree(self) -> Decree:
        """Return the decision as the commands take it."""
        typed = self.cleaned_data
        return Decree(
            number=typed["number"],
            decided_on=typed["decided_on"],
            upload=typed["paper"],
            ends_on=typed.get("ends_on"),
        )


class SuspensionForm(SanctionForm):
    """A suspension, which may have a last day."""

    ends_on = DayField(
        label=_("Last day of the suspension"),
        required=False,
        help_text=_("Empty where it holds until it is lifted. On that day you are reminded."),
    )

    def clean(self):
        first, last = self.cleaned_data.get("decided_on"), self.cleaned_data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The sanction ends before it was decided."))
