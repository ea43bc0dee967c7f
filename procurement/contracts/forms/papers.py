from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.documents.formfields import PaperField

MOST_PAPERS = 10


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
