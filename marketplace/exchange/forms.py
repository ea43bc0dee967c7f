from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..kernel.refusal import Refusal
from ..kernel.text import composed, hidden_character

NAME_MAX = 160


class TableForm(forms.Form):
    """A table to bring in."""

    table = forms.FileField(
        label=_("Table"),
        help_text=_("CSV (UTF-8 or GB18030) or Excel (.xlsx). Nothing is changed by checking it."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={
            "required": _("Choose a file: a CSV table or an Excel workbook (.xlsx)."),
            "empty": _("The file is empty."),
        },
    )

    def file_name(self) -> str:
        """Return the file's name as it may be shown."""
        name = composed(self.cleaned_data["table"].name).strip()[:NAME_MAX]
        return name if name and not hidden_character(name) else "table"

    def add_refusal(self, refusal: Refusal) -> None:
        """Show what was refused, why, what helps, and the code to quote."""
        error = ValidationError(refusal.message, code=refusal.code)
        error.next_step = refusal.next_step
        self.add_error("table", error)
