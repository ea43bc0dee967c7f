from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..formcontrols import ProseInput
from ..formfields import ProseField
from ..kernel.refusal import Refusal


class DecisionForm(forms.Form):
    """A remark beside a signature; the reason where it is refused."""

    use_required_attribute = False
    remark = ProseField(
        label=_("Remark"),
        required=False,
        max_length=1000,
        widget=ProseInput({"rows": 3}),
        help_text=_("Needed where you refuse; who asked can read it."),
    )

    def add_refusal(self, refusal: Refusal) -> None:
        """Show what was refused, why, what helps, and the code to quote."""
        error = ValidationError(refusal.message, code=refusal.code)
        error.next_step = refusal.next_step
        self.add_error(None, error)
