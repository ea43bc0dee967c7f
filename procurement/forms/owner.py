"""What an organisation fills in that wants to buy services."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.documents.formfields import PaperField
from marketplace.formfields import CreditCodeField, LineField
from marketplace.organisations.models import Organisation
from marketplace.organisations.parts import Registration

from ..commands.apply_as_owner import Contact
from .refusing import RefusingForm


class OwnerForm(RefusingForm):
    """Who the organisation is by its licence, whom to ask, and the paper that proves it."""

    credit_code = CreditCodeField(
        label=_("Unified social credit code"),
        help_text=_("18 digits and capital letters, as on the licence or certificate."),
    )
    name_zh = LineField(label=_("Name"), max_length=120, help_text=_("In Chinese, as registered."))
    name_en = LineField(label=_("English name"), max_length=160, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind.choices)
    contact_name = LineField(label=_("Contact person"), max_length=60)
    contact_phone = LineField(
        label=_("Telephone"),
        max_length=40,
        help_text=_("Person and telephone stand on your notices; both can be changed there."),
    )
    proof = PaperField(
        label=_("Proof"),
        help_text=_(
            "A scan of the licence or the certificate of a public body, with its seal. PDF, PNG, "
            "JPEG or WebP. Only you and the hall can read it."
        ),
    )

    def __init__(self, *args, has_proof: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if has_proof:
            self.fields["proof"].required = False

    def registration(self) -> Registration:
        """Return what the licence says."""
        filled = self.cleaned_data
        return Registration(
            credit_code=filled["credit_code"],
            name_zh=filled["name_zh"],
            name_en=filled["name_en"],
            kind=filled["kind"],
        )

    def contact(self) -> Contact:
        """Return whom the hall and the agencies may ask."""
        filled = self.cleaned_data
        return Contact(name=filled["contact_name"], phone=filled["contact_phone"])
