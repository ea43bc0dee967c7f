"""What editors may put on the site: pictures that are described, papers that are only papers."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from marketplace.documents.parts import check_upload
from marketplace.kernel.refusal import Refusal


class DescribedImageForm(BaseImageForm):
    """A picture is described in words when it comes in, for those who do not see it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "description" in self.fields:
            field = self.fields["description"]
            # many at once come in without their fields, which Wagtail then asks for one by one
            field.required = not self.is_bound or self.add_prefix("description") in self.data
            field.help_text = _("What is to be seen, in a sentence, for those who do not see it.")

    def clean_file(self):
        """Return the picture if nothing in it hides or explodes."""
        return _checked(self)


class CheckedDocumentForm(BaseDocumentForm):
    """A document passes the checks that every paper on this site passes."""

    def clean_file(self):
        """Return the document if it is what its name says, and nothing in it acts."""
        return _checked(self)


def _checked(form: forms.ModelForm):
    file = form.cleaned_data["file"]
    if "file" in form.changed_data and file:
        try:
            check_upload(file)
        except Refusal as refusal:
            said = f"{refusal.message} {refusal.next_step}"
            raise ValidationError(said, code=refusal.code) from refusal
        file.seek(0)
    return file
