from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from procurement.conf import close_grace
from procurement.models import Notice

SECOND = timedelta(seconds=1)
STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}


class MoveForm(forms.Form):
    """By how much the clock is to be moved: a step, or to just after a notice's close."""

    step = forms.ChoiceField(
        choices=[("hour", _("One hour")), ("day", _("One day"))], required=False
    )
    notice = forms.ModelChoiceField(
        Notice.objects.published(), to_field_name="public_id", required=False
    )

    def clean(self):
        chosen = super().clean()
        if not self.errors and bool(chosen["step"]) == bool(chosen["notice"]):
            raise forms.ValidationError(_("Choose one: a step, or a notice."))
        return chosen

    def target(self, at: datetime) -> datetime:
        """Return the moment that is asked for, seen from ``at``."""
        notice = self.cleaned_data["notice"]
        if notice is None:
            return at + STEPS[self.cleaned_data["step"]]
        return notice.closes_at + close_grace() + SECOND
