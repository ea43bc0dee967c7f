from __future__ import annotations

import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..formcontrols import ProseInput
from ..formfields import ProseField
from ..kernel.refusal import Refusal
from .commands.void_results import REASON_MAX

FILE_MAX = 8 * 1024 * 1024
TEXT_MAX = 20_000


class DeedForm(forms.Form):
    """A form whose command may say no."""

    use_required_attribute = False

    def add_refusal(self, refusal: Refusal) -> None:
        """Show what was refused, why, what helps, and the code to quote."""
        error = ValidationError(refusal.message, code=refusal.code)
        error.next_step = refusal.next_step
        self.add_error(None, error)


class ProofForm(DeedForm):
    """A receipt or a bundle, as a file or pasted."""

    file = forms.FileField(
        label=_("The file"),
        required=False,
        help_text=_("The receipt of a die, or another bundle of this slot: JSON, at most 8 MB."),
        widget=forms.FileInput({"accept": ".json,application/json"}),
    )
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        max_length=TEXT_MAX,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean(self) -> dict:
        """Read the document; what it proves is for the command to say."""
        told = super().clean()
        file, text = told.get("file"), told.get("text", "")
        if self.errors:
            return told
        if file and file.size > FILE_MAX:
            self.add_error("file", _("The file is larger than 8 MB. Hand in the receipt alone."))
        elif not file and not text:
            self.add_error("file", _("Nothing was handed in. Choose a file, or paste its text."))
        else:
            told["document"] = _read(file.read() if file else text.encode())
        return told


class VoidForm(DeedForm):
    """Why the results of a slot are void, in words that everybody may read."""

    reason = ProseField(
        label=_("Reason"),
        max_length=REASON_MAX,
        widget=ProseInput({"rows": 4}),
        help_text=_("It is published with your signature, and entered in the log."),
    )


def _read(raw: bytes) -> object:
    """Return the document, or None for what is none: the command says so."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None
