from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    """What a reader says of a colleague's page, and which version was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        choices=[("approve", _("Approve")), ("return", _("Return"))], widget=forms.HiddenInput
    )
    comment = forms.CharField(
        label=_("What you have to say"),
        help_text=_("Needed when the page goes back; its author reads it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
