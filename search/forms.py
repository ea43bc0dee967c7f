from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.search import MAX_LENGTH


class SearchForm(forms.Form):
    """What a visitor looks for, and in which kind of thing."""

    q = forms.CharField(
        label=_("Search services, agencies or notices"),
        required=False,
        max_length=MAX_LENGTH,
        widget=forms.TextInput({"type": "search"}),
        error_messages={
            "max_length": _(
                "The search was not run: it has %(show_value)d characters, and at most "
                "%(limit_value)d are read. Leave words out."
            )
        },
    )
    kind = forms.ChoiceField(
        required=False,
        error_messages={
            "invalid_choice": _("The search was not run: there is no kind “%(value)s” here.")
        },
    )

    def __init__(self, *args, sources, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs |= {
            "data-suggest": reverse("search:suggest"),
            "data-suggest-label": _("Suggestions"),
        }
        self.fields["kind"].choices = [("", _("Everything"))] + [
            (source.key, source.label) for source in sources
        ]
