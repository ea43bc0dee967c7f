from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.formfields import ProseField

from ..commands.cancel_notice import REASON_MAX
from .refusing import RefusingForm


class CancelForm(RefusingForm):
    """Why a notice ends. A draft needs no reason: nobody but its owner has seen it."""

    why = ProseField(
        label=gettext_lazy("Reason"),
        max_length=REASON_MAX,
        error_messages={"required": gettext_lazy("Write why; everybody can read it.")},
    )

    def __init__(self, *args, needs_reason: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].required = needs_reason
        self.fields["why"].widget.attrs["rows"] = 4
        if needs_reason:
            self.fields["why"].help_text = _("Everybody can read it on the notice.")

    def reason(self) -> str:
        """Return the reason, or for a draft without one that it was never published."""
        return self.cleaned_data["why"] or _("Discarded before publication.")
