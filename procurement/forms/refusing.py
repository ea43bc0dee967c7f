"""What every form of the owner's pages can do."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.refusal import Refusal


class RefusingForm(forms.Form):
    """A form that can say why a command refused what was filled in correctly."""

    use_required_attribute = False

    def clean(self):
        """Refuse a file that no field takes, wherever no field has done so itself."""
        takes = {name for name, field in self.fields.items() if isinstance(field, forms.FileField)}
        told = {self.add_prefix(name) for name in takes | set(self.errors)}
        if set(self.files) - told:
            raise ValidationError(
                _("A file was sent where text is asked. Type the text instead."), code="file"
            )
        return super().clean()

    def add_refusal(self, refusal: Refusal, *, field: str | None = None) -> None:
        """Show a refusal above the form, with its code and the next step, or at a field."""
        error = ValidationError(refusal.message, code=refusal.code)
        error.next_step = refusal.next_step
        self.add_error(field, error)

    def forgive_gaps(self) -> None:
        """Forget that fields are empty, for a page that is shown again before it is stored."""
        forgive_gaps(self)


def forgive_gaps(form: forms.BaseForm) -> None:
    """Forget that fields of a form are empty."""
    for name, errors in list(form.errors.items()):
        if all(error.code == "required" for error in errors.as_data()):
            del form.errors[name]
