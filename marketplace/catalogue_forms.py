"""The forms in which staff edit the catalogue."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from .formfields import AmountField, LineField, ProseField
from .kernel.money import Money
from .kernel.text import half_width

SEPARATOR = "|"
PAIR = ("zh", "en")
QUESTION = ("question_zh", "question_en", "answer_zh", "answer_en")
AMOUNTS = {"cap": "cap_minor", "tender_threshold": "tender_threshold_minor"}


class LinesField(ProseField):
    """A list of texts, one a line; with ``keys``, of objects whose values ``|`` separates."""

    def __init__(self, *, keys=(), max_length=20_000, **kwargs):
        super().__init__(max_length=max_length, required=False, **kwargs)
        self.keys = keys

    def prepare_value(self, value):
        if not isinstance(value, list):
            return value
        return "\n".join(self._line(each) for each in value)

    def _line(self, each) -> str:
        return f" {SEPARATOR} ".join(each[key] for key in self.keys) if self.keys else each

    def to_python(self, value):
        if isinstance(value, list):
            return value
        lines = super().to_python(value).split("\n")
        return [self._read(n, line) for n, line in enumerate(lines, 1) if line.strip()]

    def _read(self, number: int, line: str):
        if not self.keys:
            return line.strip()
        parts = [part.strip() for part in line.split(SEPARATOR)]
        if len(parts) != len(self.keys) or not all(parts):
            raise ValidationError(
                _("Line %(number)d needs %(count)d texts with “|” between them."),
                code="parts",
                params={"number": number, "count": len(self.keys)},
            )
        return dict(zip(self.keys, parts, strict=True))


class ShareField(LineField):
    """The share of a schedule, which stands among an item's fee parameters."""

    def prepare_value(self, value):
        return value.get("share", "") if isinstance(value, dict) else value


class RowForm(WagtailAdminModelForm):
    """A row of the catalogue. Its code is how everybody knows it, so it is given once."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].disabled = self.instance.pk is not None


class ItemForm(RowForm):
    """A service item: amounts in yuan, lists one entry a line."""

    cap = AmountField(label=_("fee cap"), required=False, minimum=Money(1))
    tender_threshold = AmountField(
        label=_("compulsory tender from"), required=False, minimum=Money(1)
    )
    fee_params = ShareField(
        label=_("share of the schedule"),
        required=False,
        max_length=20,
        help_text=_("For the share of a schedule only, as in 0.7 for 70 percent."),
    )
    papers = LinesField(label=_("papers"), keys=PAIR, help_text=_("One a line: Chinese | English"))
    steps = LinesField(label=_("steps"), keys=PAIR, help_text=_("One a line: Chinese | English"))
    questions = LinesField(
        label=_("questions"),
        keys=QUESTION,
        help_text=_("One a line: question in Chinese | English | answer in Chinese | English"),
    )
    synonyms = LinesField(label=_("what people type"), help_text=_("One a line"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in AMOUNTS:
            self.initial[name] = getattr(self.instance, name)

    def clean_fee_params(self) -> dict:
        """Return the item's parameters with the share, where one was entered."""
        kept = {key: value for key, value in self.instance.fee_params.items() if key != "share"}
        share = half_width(self.cleaned_data["fee_params"]).strip()
        return kept | ({"share": share} if share else {})

    def _post_clean(self):
        for name in AMOUNTS.keys() & self.cleaned_data.keys():
            setattr(self.instance, name, self.cleaned_data[name])
        super()._post_clean()

    def _get_validation_exclusions(self):
        """Have the constraints checked that look at the amounts."""
        return super()._get_validation_exclusions() - set(AMOUNTS.values())


class FactorsField(LinesField):
    """The printed choices of fee schedules that hold for a project type, one a line."""

    def __init__(self, **kwargs):
        super().__init__(keys=("schedule", "factor", "choice"), **kwargs)

    def prepare_value(self, value):
        if not isinstance(value, dict):
            return value
        return super().prepare_value(
            [
                {"schedule": schedule, "factor": factor, "choice": choice}
                for schedule, factors in value.items()
                for factor, choice in factors.items()
            ]
        )

    def to_python(self, value) -> dict[str, dict[str, str]]:
        if isinstance(value, dict):
            return value
        found: dict[str, dict[str, str]] = {}
        for line in super().to_python(value):
            found.setdefault(line["schedule"], {})[line["factor"]] = line["choice"]
        return found


class ProjectTypeForm(RowForm):
    """A project type; which choices of fee schedules hold for it stands one a line."""

    fee_factors = FactorsField(
        label=_("factors of fee schedules"),
        help_text=_(
            "One a line: schedule, factor, and the choice as it is printed in Chinese, with an "
            "upright bar between them"
        ),
    )
