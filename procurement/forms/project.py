"""What an owner tells about an investment project."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.formcontrols import LineInput
from marketplace.formfields import AmountField, LineField
from marketplace.kernel.money import Money
from marketplace.kernel.text import half_width, read_amount
from marketplace.models import Region

from ..models import FundSource
from ..models.project import WHOLE_BP, check_project_code
from .picking import PickField
from .refusing import RefusingForm

ONE_FEN = Money(1)
KINDS = list(FundSource.Kind)


class ProjectCodeField(LineField):
    """An investment project code of the national platform."""

    default_validators = [check_project_code]

    def __init__(self, **kwargs):
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def to_python(self, value):
        return half_width(super().to_python(value)).replace(" ", "")


class ShareField(LineField):
    """A share in percent with at most two decimals, read as basis points."""

    widget = LineInput({"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **kwargs):
        super().__init__(max_length=40, required=False, **kwargs)

    def to_python(self, value):
        text = half_width(super().to_python(value)).removesuffix("%").strip()
        try:
            percent = read_amount(text or "0")
        except ValueError as error:
            raise ValidationError(
                _(
                    "“%(text)s” is not a share. Enter a percentage with at most two decimals, "
                    "as in 33.34."
                ),
                code="invalid",
                params={"text": text},
            ) from error
        if percent > 100:
            raise ValidationError(
                _("%(text)s %% is more than the whole. Enter at most 100."),
                code="max_value",
                params={"text": text},
            )
        return int(percent * 100)


class ProjectForm(RefusingForm):
    """An investment project, with where its money comes from."""

    code = ProjectCodeField(
        label=_("Investment project code"),
        help_text=_("As on the national approval platform, such as 2609-990100-04-01-000418."),
    )
    name_zh = LineField(label=_("Name"), max_length=160)
    name_en = LineField(
        label=_("English name"),
        max_length=200,
        required=False,
        help_text=_("For the English pages. Without it the Chinese name stands there."),
    )
    region = PickField(label=_("Where it is built"), empty_label=_("Choose a region"))
    investment = AmountField(
        label=_("Total investment"), minimum=ONE_FEN, help_text=_("Such as 86000000.00.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].offer(Region.objects.order_by("code"), key="code")
        for kind in KINDS:
            self.fields[kind.value] = ShareField(label=kind.label)

    def shares(self) -> list:
        """Return the bound fields of the shares, in the order of the kinds."""
        return [self[kind.value] for kind in KINDS]

    def funds(self) -> dict[str, int]:
        """Return each kind of funds with its share in basis points."""
        return {kind.value: self.cleaned_data.get(kind.value) or 0 for kind in KINDS}

    def clean(self):
        total = sum(self.funds().values())
        if total != WHOLE_BP and not any(kind.value in self.errors for kind in KINDS):
            raise ValidationError(
                _(
                    "The sources of funds make %(total)s %%, and they must make 100 %%. "
                    "Correct the shares."
                ),
                code="funds.not_whole",
                params={"total": f"{Decimal(total).scaleb(-2).normalize():f}"},
            )
        return super().clean()
