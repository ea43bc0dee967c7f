"""What an agency and the hall type in. Plain forms: the commands do the saving."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.documents.formfields import PaperField
from marketplace.formcontrols import LineInput, ProseInput
from marketplace.formfields import (
    AmountField,
    CreditCodeField,
    DayField,
    DaysField,
    LineField,
    ProseField,
)
from marketplace.kernel.refusal import Refusal
from marketplace.kernel.text import half_width, read_amount
from marketplace.models import CredentialType, Region, ServiceItem
from marketplace.organisations.models import Organisation

WHOLE_BP = 10_000


class RefusableForm(forms.Form):
    """A form that can show a command's refusal among its own errors."""

    def add_refusal(self, refusal: Refusal) -> None:
        """Show what was refused, why, what helps, and the code to quote."""
        error = ValidationError(refusal.message, code=refusal.code)
        error.next_step = refusal.next_step
        self.add_error(None, error)


class PercentField(forms.Field):
    """A discount in percent with at most two decimals, read as basis points."""

    widget = LineInput({"inputmode": "decimal", "autocomplete": "off", "maxlength": 8})

    def prepare_value(self, value):
        return f"{Decimal(value).scaleb(-2):f}" if isinstance(value, int) else value

    def to_python(self, value):
        if value in (None, ""):
            return None
        try:
            points = int(read_amount(half_width(str(value)).replace("%", "")).scaleb(2))
        except ValueError:
            points = WHOLE_BP
        if points >= WHOLE_BP:
            raise ValidationError(
                _("Enter a percentage below 100 with at most two decimals, as in 12.5."),
                code="percent",
            )
        return points


class EmailField(LineField):
    """An e-mail address, read as carefully as any other line."""

    default_validators = [validate_email]

    def __init__(self, **kwargs):
        super().__init__(
            max_length=254, widget=LineInput({"type": "email", "autocomplete": "email"}), **kwargs
        )


class ProfileForm(RefusableForm):
    """What an agency tells about itself."""

    region = forms.ModelChoiceField(
        label=_("Region of the business address"),
        queryset=Region.objects.order_by("code"),
        empty_label=_("Choose a region"),
    )
    address = LineField(label=_("Business address"), max_length=200)
    legal_representative = LineField(
        label=_("Legal representative"),
        max_length=60,
        help_text=_("As on the licence. Only the hall sees it."),
    )
    contact_name = LineField(
        label=_("Contact person"), max_length=60, help_text=_("Only the hall sees the name.")
    )
    contact_phone = LineField(
        label=_("Business telephone"), max_length=40, help_text=_("Everybody sees it.")
    )
    contact_email = EmailField(
        label=_("Business e-mail"), required=False, help_text=_("Everybody sees it.")
    )
    introduction_zh = ProseField(
        label=_("Introduction in Chinese"),
        widget=ProseInput({"rows": 4}),
        max_length=2000,
        required=False,
        help_text=_("Two or three sentences: what you do, since when, with whom."),
    )
    introduction_en = ProseField(
        label=_("Introduction in English"),
        widget=ProseInput({"rows": 4}),
        max_length=2000,
        required=False,
    )

    def profile(self) -> dict:
        """Return what the commands take: the columns, and the region by its key."""
        typed = {name: self.cleaned_data[name] for name in ProfileForm.base_fields}
        return {"region_id": typed.pop("region").pk, **typed}


class RegistrationForm(ProfileForm):
    """The first form of an agency: what the licence says, then what it tells itself."""

    credit_code = CreditCodeField(
        label=_("Unified social credit code"),
        help_text=_("18 digits and capital letters, as on the licence."),
    )
    name_zh = LineField(label=_("Name"), max_length=120, help_text=_("As on the licence."))
    name_en = LineField(label=_("English name"), max_length=160, required=False)
    kind = forms.ChoiceField(label=_("Kind of organisation"), choices=Organisation.Kind.choices)

    field_order = ["credit_code", "name_zh", "name_en", "kind", *ProfileForm.base_fields]

    def registration(self) -> dict:
        """Return what the licence says."""
        return {
            name: self.cleaned_data[name] for name in ("credit_code", "name_zh", "name_en", "kind")
        }


class CredentialForm(RefusableForm):
    """One certificate."""

    grade = forms.ChoiceField(label=_("Credential and grade"))
    number = LineField(label=_("Number of the certificate"), max_length=80)
    valid_from = DayField(label=_("First day of validity"))
    valid_to = DayField(
        label=_("Last day of validity"),
        required=False,
        help_text=_("Leave it empty only where the certificate has no end."),
    )

    scan = PaperField(
        label=_("Scan of the certificate"),
        required=False,
        help_text=_("A PDF or a picture. Only the hall reads it, to check your application."),
    )

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = CredentialType.objects.in_force_on(on).prefetch_related("grades").order_by("code")
        self.fields["grade"].choices = [
            ("", _("Choose a credential")),
            *(
                (kind.name, [(str(each.pk), _graded(kind, each)) for each in _best_first(kind)])
                for kind in kinds
            ),
        ]

    def clean(self):
        first, last = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The certificate ends before it begins."))


def _best_first(kind):
    return sorted(kind.grades.all(), key=lambda grade: grade.rank)


def _graded(kind, grade) -> str:
    return _("%(type)s, %(grade)s") % {"type": kind.name, "grade": grade.name}


class PractitionerForm(RefusableForm):
    """A registered person who works for the agency."""

    name = LineField(
        label=pgettext_lazy("of a person", "Name"),
        max_length=60,
        help_text=_("Only the hall sees the name."),
    )
    profession = LineField(
        label=_("Registered profession"),
        max_length=80,
        help_text=_("Everybody sees how many people of each profession you have."),
    )
    registration_number = LineField(label=_("Registration number"), max_length=80)
    valid_from = DayField(label=_("Registered from"))
    valid_to = DayField(label=_("Registered until"), required=False)

    def clean(self):
        first, last = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The registration ends before it begins."))


class OfferForm(RefusableForm):
    """The terms on which an item is offered."""

    price = AmountField(
        label=_("Offered price"),
        required=False,
        help_text=_("A price, or a discount below: one of the two."),
    )
    discount = PercentField(label=_("Discount off the cap"), required=False)
    committed_days = DaysField(
        label=_("Committed working days"), help_text=_("At most the item's standard.")
    )

    def terms(self) -> dict:
        """Return what the commands take."""
        return {
            "price": self.cleaned_data["price"],
            "discount_bp": self.cleaned_data["discount"],
            "committed_days": self.cleaned_data["committed_days"],
        }


class ServiceForm(OfferForm):
    """An item to offer, and its terms."""

    item = forms.ChoiceField(label=_("Service item"))

    field_order = ["item", "price", "discount", "committed_days"]

    def __init__(self, *args, taken=(), **kwargs):
        super().__init__(*args, **kwargs)
        rows = ServiceItem.objects.offered().select_related("category")
        shelves = groupby(
            rows.order_by("category__place", "category__code", "code"),
            key=lambda item: item.category,
        )
        self.fields["item"].choices = [
            ("", _("Choose a service item")),
            *(
                (shelf.name, [(str(item.pk), _measured(item, item.pk in taken)) for item in items])
                for shelf, items in shelves
            ),
        ]


def _measured(item, is_offered: bool) -> str:
    words = _("%(code)s %(name)s, standard %(days)d working days")
    if is_offered:
        words = _("%(code)s %(name)s (you offer it)")
    return words % {"code": item.code, "name": item.name, "days": item.standard_days}


class ReasonForm(RefusableForm):
    """Why something is decided; the agency and the public read it."""

    reason = ProseField(
        label=_("Reason"),
        max_length=1000,
        widget=ProseInput({"rows": 5}),
        help_text=_("Everybody reads it: facts and what would help, no names of people."),
    )


class NoteForm(RefusableForm):
    """Why an agency leaves, if it wants to say so."""

    reason = ProseField(
        label=_("Reason"),
        max_length=1000,
        required=False,
        widget=ProseInput({"rows": 5}),
        help_text=_("Everybody reads it."),
    )
