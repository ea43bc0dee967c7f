"""A field for one paper. The form needs ``request.FILES`` and ``enctype="multipart/form-data"``."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..kernel.refusal import Refusal
from .domain.upload import ACCEPT
from .parts import check_upload

MOST_PAPERS = 10


class PaperField(forms.FileField):
    """A PDF or a picture, known by its content; gives an ``Upload``."""

    widget = forms.FileInput(attrs={"accept": ACCEPT})
    default_error_messages = {
        "required": _("Choose a file: a PDF, or a picture as PNG, JPEG or WebP."),
    }

    def to_python(self, data):
        if data in self.empty_values:
            return None
        try:
            return check_upload(data)
        except Refusal as refusal:
            said = f"{refusal.message} {refusal.next_step}"
            raise ValidationError(said, code=refusal.code) from refusal


class PapersInput(forms.FileInput):
    """A control in which several files can be chosen at once."""

    allow_multiple_selected = True


class PapersField(PaperField):
    """Several papers at once; gives a list of uploads, none where it is optional."""

    widget = PapersInput(attrs={"accept": PaperField.widget.attrs["accept"]})

    def clean(self, data, initial=None):
        files = [each for each in data or [] if each]
        if len(files) > MOST_PAPERS:
            raise ValidationError(
                _("%(count)d files were sent; at most %(most)d are taken at once."),
                code="too_many",
                params={"count": len(files), "most": MOST_PAPERS},
            )
        if not files:
            super().clean(None, initial)
        return [super(PapersField, self).clean(each, initial) for each in files]
