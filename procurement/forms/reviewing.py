from django.utils.translation import gettext_lazy as _

from marketplace.formcontrols import ProseInput
from marketplace.formfields import ProseField

from ..commands.reviewing import REMARK_MAX
from .refusing import RefusingForm


class ReturnForm(RefusingForm):
    """Why a reviewer hands a notice back."""

    reason = ProseField(
        label=_("What the owner should change"),
        max_length=REMARK_MAX,
        widget=ProseInput({"rows": 4}),
        help_text=_("Only the owner reads it."),
        error_messages={"required": _("Write what the owner should change.")},
    )


class OwnerReturnForm(RefusingForm):
    """Why an operator hands an organisation's application back."""

    reason = ProseField(
        label=_("What the organisation should change"),
        max_length=REMARK_MAX,
        widget=ProseInput({"rows": 4}),
        help_text=_("Only its people read it."),
        error_messages={"required": _("Write what the organisation should change.")},
    )
