"""What each deed of a service asks for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.documents.formfields import PaperField, PapersField
from marketplace.formfields import AmountField, DayField, DaysField, ProseField
from marketplace.notation import money

from ..commands.ask_extension import DAYS_MAX
from ..models import Engagement, Pause
from ..parts.reasons import REASON_MAX
from .refusing import RefusingForm

ROWS = 3


class Prose(ProseField):
    """A reason or a remark of some lines."""

    def __init__(self, **kwargs):
        super().__init__(max_length=REASON_MAX, **kwargs)
        self.widget.attrs["rows"] = ROWS


class DeedForm(RefusingForm):
    """The form of one deed on one service; each has its own names of controls on the page."""

    def __init__(self, *args, engagement: Engagement, **kwargs):
        super().__init__(*args, **kwargs)
        self.engagement = engagement


class PlainForm(DeedForm):
    """A deed that asks for nothing but the button."""


class ReasonForm(DeedForm):
    """A deed that needs a reason, which everybody can read."""

    reason = Prose(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Everybody can read it on the notice."),
        error_messages={"required": gettext_lazy("Write why; everybody can read it.")},
    )


class ContractForm(DeedForm):
    """The signed contract: when, at which price, and the paper itself."""

    signed_on = DayField(label=gettext_lazy("Signed on"))
    price = AmountField(label=gettext_lazy("Price in the contract"))
    days = DaysField(label=gettext_lazy("Working days in the contract"))
    document = PaperField(label=gettext_lazy("The signed contract"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        award = {"price": money(self.engagement.price), "days": self.engagement.promised_days}
        self.fields["price"].help_text = _("As awarded: %(price)s") % award
        self.fields["days"].help_text = _("As promised: %(days)d") % award


class StartForm(DeedForm):
    """The papers that the agency needs to begin."""

    papers = PapersField(
        label=gettext_lazy("Papers for the agency"),
        help_text=gettext_lazy(
            "PDF or pictures; several at once. The service clock starts with them: "
            "the day after is the first that counts."
        ),
    )


class PauseForm(DeedForm):
    """Why the clock stands, who caused it, and what proves it."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=Pause.Reason)
    cause = forms.ChoiceField(label=gettext_lazy("Caused by"), choices=Pause.Cause)
    remark = Prose(
        label=gettext_lazy("What happened"),
        error_messages={"required": gettext_lazy("Write what happened; both sides read it.")},
    )
    evidence = PaperField(label=gettext_lazy("Evidence"))


class ExtensionForm(DeedForm):
    """More working days, and why."""

    days = DaysField(label=gettext_lazy("Working days on top"), maximum=DAYS_MAX)
    reason = Prose(
        label=gettext_lazy("Reason"),
        error_messages={"required": gettext_lazy("Write why; the owner decides by it.")},
    )
    evidence = PaperField(label=gettext_lazy("Evidence"), required=False)


class DecisionForm(DeedForm):
    """What the owner says to an extension."""

    granted = forms.TypedChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            ("yes", gettext_lazy("Grant the days")),
            ("no", gettext_lazy("Refuse: the due day stays")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    remark = Prose(label=gettext_lazy("Remark"), required=False)


class DeliverForm(DeedForm):
    """The deliverable, and what the owner should know about it."""

    document = PaperField(label=gettext_lazy("Deliverable"))
    remark = Prose(label=gettext_lazy("Remark"), required=False)


class ReturnForm(DeedForm):
    """What the deliverable lacks."""

    reason = Prose(
        label=gettext_lazy("What has to be put right"),
        error_messages={"required": gettext_lazy("Write what has to be put right.")},
    )
