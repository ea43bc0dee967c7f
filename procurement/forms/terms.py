"""The second step of the wizard: on which terms the services are bought."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.formfields import AmountField, DaysField, LineField, ProseField
from marketplace.kernel.money import Money
from marketplace.models import CredentialType
from marketplace.notation import money

from ..models import Notice
from .agency_lookup import find_agency, written
from .grade_field import GradeField, grade_key
from .line_fees import LineFees
from .refusing import RefusingForm

ONE_FEN = Money(1)
ABOVE_CAP = _("Enter at most %(limit)s, the cap that follows from your figures.")
BELOW_FLOOR = _("Enter at least %(limit)s, the floor that follows from your figures.")
SPARE_ROWS, MOST_ROWS = 3, 50
NUMBERED = re.compile(r"(?:avoid|grade)-([0-9]{1,9})")
TEXTS = ("scope", "contact_name", "contact_phone", "complaint_phone")


class TermsForm(RefusingForm):
    """Ceilings and days for each line, own credentials, who may not answer, and the texts."""

    scope = ProseField(
        label=_("What is to be done"),
        max_length=4000,
        required=False,
        help_text=_("What agencies need to know to decide: size, place, what you hand over."),
    )
    contact_name = LineField(label=_("Contact person"), max_length=60, required=False)
    contact_phone = LineField(label=_("Telephone"), max_length=40, required=False)
    complaint_phone = LineField(
        label=_("Telephone for complaints"),
        max_length=40,
        help_text=_("Everybody can read it on the notice."),
    )
    in_sequence = forms.BooleanField(
        label=_("One service after the other: the days add up"),
        required=False,
        help_text=_("Without it the services run side by side, and the longest one counts."),
    )

    def __init__(self, data=None, files=None, *, notice: Notice, on, more: str = ""):
        self.notice, self.on = notice, on
        self.lines = list(_with_fees(notice))
        super().__init__(data, files, initial=_initial(notice, self.lines))
        self.fees = {line.pk: LineFees(line, data, files) for line in self.lines}
        self.grades, self.avoided = [], {}
        several = len(self.lines) > 1
        for line in self.lines:
            cap = None if self.fees[line.pk].is_assessed else line.item.cap
            self.fields[f"ceiling-{line.pk}"] = _ceiling_field(line, cap, of_several=several)
            self.fields[f"days-{line.pk}"] = _days_field(line, of_several=several)
        self.fields["scope"].widget.attrs["rows"] = 5
        if not several:
            del self.fields["in_sequence"]
        self._add_grades(self._count("grade", more=more))
        self._add_avoidances(self._count("avoid", more=more))

    def _count(self, name: str, *, more: str) -> int:
        """Return how many rows there are: what is filled in already, and some to spare."""
        known = [key for key in (*self.data, *self.initial) if key.startswith(f"{name}-")]
        numbers = [int(found[1]) for found in map(NUMBERED.match, known) if found]
        spare = SPARE_ROWS if more == name or not self.is_bound else 0
        filled = max(numbers, default=-1) + 1
        return min(max(filled + spare, SPARE_ROWS), MOST_ROWS)

    def _add_grades(self, count: int) -> None:
        types = list(CredentialType.objects.prefetch_related("grades").order_by("code"))
        self.grade_names = [f"grade-{number}" for number in range(count)]
        for number, name in enumerate(self.grade_names, 1):
            label = _("Credential %(number)d") % {"number": number}
            self.fields[name] = GradeField(types, on=self.on, label=label)

    def _add_avoidances(self, count: int) -> None:
        self.avoid_names = [
            (f"avoid-{number}-agency", f"avoid-{number}-reason") for number in range(count)
        ]
        for number, (agency, reason) in enumerate(self.avoid_names, 1):
            self.fields[agency] = LineField(
                label=_("Agency %(number)d") % {"number": number}, max_length=200, required=False
            )
            self.fields[reason] = LineField(
                label=_("Reason %(number)d") % {"number": number}, max_length=500, required=False
            )

    # --- For the template ---------------------------------------------------------------

    def line_fields(self) -> list:
        """Return each line with its two fields and what its cap needs."""
        return [
            (line, self[f"ceiling-{line.pk}"], self[f"days-{line.pk}"], self.fees[line.pk])
            for line in self.lines
        ]

    def fee_forms(self) -> list:
        """Return the forms of figures, for the summary of what is wrong."""
        return [each.form for each in self.fees.values() if each.form is not None]

    def grade_fields(self) -> list:
        return [self[name] for name in self.grade_names]

    def avoid_rows(self) -> list:
        return [(self[agency], self[reason]) for agency, reason in self.avoid_names]

    # --- What was filled in -------------------------------------------------------------

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(each.is_valid() for each in self.fees.values())])

    def forgive_gaps(self) -> None:
        super().forgive_gaps()
        for each in self.fees.values():
            each.forgive_gaps()

    def has_errors(self) -> bool:
        return bool(self.errors) or any(form.errors for form in self.fee_forms())

    def clean(self):
        too_far = [
            key
            for key in self.data
            if (found := NUMBERED.match(key)) and int(found[1]) >= MOST_ROWS
        ]
        if too_far:
            raise ValidationError(
                _("At most %(limit)d rows can be filled in.") % {"limit": MOST_ROWS}, code="rows"
            )
        for line in self.lines:
            self._clean_limits(line)
        self._clean_grades()
        for agency, reason in self.avoid_names:
            self._clean_avoidance(agency, reason)
        return super().clean()

    def _clean_limits(self, line) -> None:
        """Hold a ceiling against the cap and floor that follow from the figures beside it."""
        name, found = f"ceiling-{line.pk}", self.fees[line.pk]
        ceiling, assessed = self.cleaned_data.get(name), found.assessed
        if found.refusal is not None:
            self.add_refusal(found.refusal)
        if ceiling is None or assessed is None:
            return
        if assessed.cap is not None and assessed.cap < ceiling:
            self.add_error(name, _outside(ABOVE_CAP, "max_value", assessed.cap))
        if assessed.floor is not None and ceiling < assessed.floor:
            self.add_error(name, _outside(BELOW_FLOOR, "min_value", assessed.floor))

    def _clean_grades(self) -> None:
        for name in self.grade_names:
            grade = self.cleaned_data.get(name)
            if grade is None:
                continue
            if any(grade.type_id == other.type_id for other in self.grades):
                self.add_error(
                    name,
                    _("“%(type)s” is asked for twice. Keep one of them.") % {"type": grade.type},
                )
            else:
                self.grades.append(grade)

    def _clean_avoidance(self, agency_name: str, reason_name: str) -> None:
        agency = self.cleaned_data.get(agency_name)
        reason = self.cleaned_data.get(reason_name)
        if agency is None or reason is None or not (agency or reason):
            return
        if not agency:
            self.add_error(agency_name, _("Say which agency the reason is about."))
            return
        try:
            found = find_agency(agency)
        except ValidationError as error:
            self.add_error(agency_name, error)
            return
        if found in self.avoided:
            self.add_error(
                agency_name, _("%(agency)s is on the list already.") % {"agency": found.name}
            )
        self.avoided[found] = reason
        if not reason:
            self.add_error(
                reason_name,
                _("Write why %(agency)s must not answer; everybody can read it.")
                % {"agency": found.name},
            )

    def as_terms(self) -> dict:
        """Return what the command ``set_terms`` takes."""
        filled = self.cleaned_data
        return {
            "ceilings": {line.pk: filled[f"ceiling-{line.pk}"] for line in self.lines},
            "days": {line.pk: filled[f"days-{line.pk}"] for line in self.lines},
            "figures": {pk: each.figures() for pk, each in self.fees.items()},
            "grades": self.grades,
            "avoid": {agency.public_id: reason for agency, reason in self.avoided.items()},
            "in_sequence": filled.get("in_sequence", False),
            "texts": {name: filled[name] for name in TEXTS},
        }


def _outside(words, code: str, limit: Money) -> ValidationError:
    return ValidationError(words, code=code, params={"limit": money(limit)})


def _initial(notice: Notice, lines: list) -> dict:
    initial = {name: getattr(notice, name) for name in TEXTS}
    initial["in_sequence"] = notice.lines_in_sequence
    for line in lines:
        initial[f"ceiling-{line.pk}"] = line.ceiling
        initial[f"days-{line.pk}"] = line.required_days or line.item.standard_days
    own = notice.requirements.filter(line=None).select_related("min_grade__type")
    for number, row in enumerate(own):
        initial[f"grade-{number}"] = grade_key(row.min_grade)
    avoidances = notice.avoidances.select_related("agency__organisation").order_by("pk")
    for number, row in enumerate(avoidances):
        initial[f"avoid-{number}-agency"] = written(row.agency)
        initial[f"avoid-{number}-reason"] = row.reason
    return initial


def _with_fees(notice: Notice):
    lines = notice.lines.select_related("item", "notice__hall", "notice__project", "assessment")
    return lines.order_by("place")


def _ceiling_field(line, cap: Money | None, *, of_several: bool) -> AmountField:
    named = _("Ceiling for “%(item)s”") % {"item": line.item}
    return AmountField(
        label=named if of_several else _("Ceiling"),
        minimum=ONE_FEN,
        maximum=cap,
        currency=line.currency,
        help_text=_("The most you will pay. At most the cap."),
        error_messages={
            "required": _("Enter the most you will pay for “%(item)s”.") % {"item": line.item}
        },
    )


def _days_field(line, *, of_several: bool) -> DaysField:
    named = _("Working days for “%(item)s”") % {"item": line.item}
    return DaysField(
        label=named if of_several else _("Working days"),
        maximum=line.item.standard_days,
        help_text=_("At most the standard time."),
        error_messages={
            "required": _("Enter the working days for “%(item)s”.") % {"item": line.item}
        },
    )
