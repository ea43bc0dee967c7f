"""Choosing the grade of a credential; what may not be asked for stays visible, and closed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.models import CredentialGrade, CredentialType
from marketplace.notation import day

from .picking import ReasonedSelect


def grade_key(grade: CredentialGrade) -> str:
    """Return what stands for a grade in a form."""
    return f"{grade.type.code}.{grade.code}"


class GradeField(forms.ChoiceField):
    """A grade of a credential type, or None.

    A type that is abolished or voluntary is shown with the reason and cannot be picked. Sent
    all the same, it comes back like any other: the command refuses it, and says why.
    """

    widget = ReasonedSelect
    default_error_messages = {
        "invalid_choice": _("There is no such credential. Choose one from the list.")
    }

    def __init__(self, types: Iterable[CredentialType], *, on: date, **kwargs):
        grades = {each: _ranked(each) for each in types}
        self.rows = {grade_key(grade): grade for ranked in grades.values() for grade in ranked}
        choices = [(_label(each, on), _options(ranked)) for each, ranked in grades.items()]
        super().__init__(choices=[("", _("None")), *choices], required=False, **kwargs)
        self.widget.closed = {
            key for key, grade in self.rows.items() if not _may_be_asked_for(grade.type, on)
        }

    def clean(self, value):
        return self.rows.get(super().clean(value))


def _ranked(credential: CredentialType) -> list[CredentialGrade]:
    grades = sorted(credential.grades.all(), key=lambda grade: grade.rank)
    for grade in grades:
        grade.type = credential
    return grades


def _may_be_asked_for(credential: CredentialType, on: date) -> bool:
    return credential.is_in_force_on(on) and not credential.is_voluntary


def _label(credential: CredentialType, on: date):
    if not credential.is_in_force_on(on):
        return _("%(type)s: abolished on %(day)s") % {
            "type": credential.name,
            "day": day(credential.abolished_on),
        }
    if credential.is_voluntary:
        return _("%(type)s: nobody may demand it") % {"type": credential.name}
    return credential.name


def _options(grades: list[CredentialGrade]) -> list[tuple]:
    labels = [
        _("%(type)s, %(grade)s") if grade == grades[0] else _("%(type)s, %(grade)s or better")
        for grade in grades
    ]
    return [
        (grade_key(grade), label % {"type": grade.type.name, "grade": grade.name})
        for grade, label in zip(grades, labels, strict=True)
    ]
