from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from ..formcontrols import LineInput
from ..formfields import LineField
from ..kernel.refusal import Refusal
from .models import Membership


class InviteForm(forms.Form):
    """A colleague who is to act for the organisation."""

    use_required_attribute = False

    email = LineField(
        label=_("E-mail address"),
        max_length=254,
        widget=LineInput({"type": "email", "autocomplete": "off"}),
        validators=[validate_email],
        help_text=_("Somebody without an account opens one with this address, and joins then."),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Membership.Role.choices,
        initial=Membership.Role.DELEGATE.value,
        help_text=_("Administrators decide who acts for you; delegates do everything else."),
    )

    def add_refusal(self, refusal: Refusal) -> None:
        """Show above the fields why nobody was invited, what helps, and the code to quote."""
        error = ValidationError(refusal.message, code=refusal.code)
        error.next_step = refusal.next_step
        self.add_error(None, error)
