"""What an agency fills in to answer a notice."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.formfields import AmountField, DaysField
from marketplace.kernel.money import Money

from ..models import Notice, NoticeLine
from .refusing import RefusingForm


class AnswerForm(RefusingForm):
    """A price where the mode asks for one, the promised days of each line, and the consent.

    ``committed`` gives an agency's own days for an item's key, as it has listed them.
    Whether price and days are allowed is the command's to say.
    """

    accept = forms.BooleanField(
        label=_("We accept the terms of this notice, and can do the work in the days promised."),
        error_messages={"required": _("Tick the box: an answer accepts the terms of the notice.")},
    )

    def __init__(self, *args, notice: Notice, committed: Mapping[int, int] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = list(notice.lines.all())
        if notice.mode.asks_price:
            self.fields["price"] = AmountField(
                label=_("Your price, in yuan"),
                currency=notice.currency,
                help_text=_("At most two decimals. Nobody sees it before the close."),
            )
        for line in self.lines:
            own = (committed or {}).get(line.item_id, line.required_days)
            self.fields[_name(line)] = DaysField(
                label=_("Working days for “%(item)s”") % {"item": line.item.name},
                help_text=_("At most %(days)d, the days of the notice.")
                % {"days": line.required_days},
                initial=min(own, line.required_days),
            )
        self.order_fields(["price", *(_name(line) for line in self.lines), "accept"])

    def day_fields(self) -> list:
        """Return the bound fields of the promised days, in the order of the lines."""
        return [self[_name(line)] for line in self.lines]

    def quoted(self) -> Money | None:
        """Return the price, or None where the mode asks for none."""
        return self.cleaned_data.get("price")

    def promised(self) -> dict[int, int]:
        """Return the promised working days for each line's key."""
        return {line.pk: self.cleaned_data[_name(line)] for line in self.lines}


def _name(line: NoticeLine) -> str:
    return f"days_{line.place}"
