"""The form in which editors keep synonyms."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from marketplace.formfields import ProseField

from .meaning import LONGEST_TERM
from .text import runs

MOST_TERMS = 8


class TermsField(ProseField):
    """Terms, one a line."""

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        if isinstance(value, list):
            return value
        lines = (line.strip() for line in super().to_python(value).split("\n"))
        return list(dict.fromkeys(line for line in lines if line))

    def validate(self, value):
        super().validate(value)
        if not 2 <= len(value) <= MOST_TERMS:
            raise ValidationError(
                _("Nothing was kept: a group has from two to eight terms, each on its own line.")
            )
        for term in value:
            if not 0 < len(runs(term)) <= LONGEST_TERM or sum(map(len, runs(term))) < 2:
                raise ValidationError(
                    _("“%(term)s” is no term that can be searched for: write one to six words."),
                    params={"term": term},
                )


class SynonymForm(WagtailAdminModelForm):
    terms = TermsField(
        label=_("Terms that mean the same"),
        help_text=_(
            "One a line. Whoever searches for one of them also finds the others, "
            "inside a longer word too."
        ),
        max_length=1_000,
        widget=forms.Textarea({"rows": 6}),
    )
