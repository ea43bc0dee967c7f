"""What the board of services can be narrowed by. Every state of it is an address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from marketplace.formfields import LineField
from marketplace.models import Department

from ...models import Owner
from ...models.states import STATE_LABELS
from ..models import Pause
from ..presentation.board import RUNNING
from ..presentation.lamps import NAMES

TEXT_MAX = 100


def _unknown(words):
    return {"invalid_choice": words}


class BoardForm(forms.Form):
    """The filters of the board, as they stand in its address."""

    q = LineField(label=_("Words, project or number"), max_length=TEXT_MAX, required=False)
    lamp = forms.MultipleChoiceField(
        label=_("Lamp"),
        choices=list(NAMES.items()),
        required=False,
        error_messages=_unknown(_("There is no lamp “%(value)s”.")),
    )
    state = forms.MultipleChoiceField(
        label=_("State"),
        choices=[(state.value, STATE_LABELS[state]) for state in RUNNING],
        required=False,
        error_messages=_unknown(_("There is no state “%(value)s” on this board.")),
    )
    paused = forms.MultipleChoiceField(
        label=_("Pause caused by"),
        choices=Pause.Cause,
        required=False,
        error_messages=_unknown(_("Nobody of the name “%(value)s” can cause a pause.")),
    )
    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Department.objects.all(),
        to_field_name="code",
        required=False,
        error_messages=_unknown(_("There is no department “%(value)s” on this site.")),
    )
    owner = forms.ModelChoiceField(
        label=_("Owner"),
        queryset=Owner.objects.select_related("organisation"),
        to_field_name="public_id",
        required=False,
        error_messages=_unknown(_("There is no owner “%(value)s” on this site.")),
    )
    agency = forms.ModelChoiceField(
        label=_("Agency"),
        queryset=Agency.objects.select_related("organisation"),
        to_field_name="public_id",
        required=False,
        error_messages=_unknown(_("There is no agency “%(value)s” on this site.")),
    )

    def chosen(self) -> dict[str, set[str]]:
        """Return the filters in use as the values of their address; ``q`` is not among them."""
        read = self.cleaned_data
        found = {name: set(read[name]) for name in ("lamp", "state", "paused") if read[name]}
        singles = {"department": "code", "owner": "public_id", "agency": "public_id"}
        for name, column in singles.items():
            if read[name]:
                found[name] = {getattr(read[name], column)}
        return found

    def words(self) -> str:
        """Return the words that are searched for."""
        return self.cleaned_data["q"]
