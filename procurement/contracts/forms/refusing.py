"""What every form of a service can do."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal


class RefusingForm(forms.Form):
    """A form that can say why a command refused what was filled in correctly."""

    use_required_attribute = False

    def clean(self):
        """Refuse a file that no field of the form asks for."""
        papers = {
            self.add_prefix(name)
            for name, field in self.fields.items()
            if isinstance(field, forms.FileField)
        }
        told = {self.add_prefix(name) for name in self.errors}
        if set(self.files) - papers - told:
            raise ValidationError(
                _("A file was sent where none is asked. Send the form again without it."),
                code="file",
            )
        return super().clean()

    def add_refusal(self, refusal: Refusal) -> None:
        """Show a refusal above the form, with its code and the next step."""
        error = ValidationError(refusal.message, code=refusal.code)
        error.next_step = refusal.next_step
        self.add_error(None, error)

    def facts(self) -> dict:
        """Return what was filled in, as the command's arguments."""
        return dict(self.cleaned_data)
