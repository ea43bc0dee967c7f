"""What is filled in about a notice beside its terms: papers, another close, questions, answers."""

from django.utils.translation import gettext_lazy as _

from marketplace.documents.formfields import PapersField
from marketplace.formcontrols import ProseInput
from marketplace.formfields import MomentField, ProseField

from ..models.extension import REASON_MAX
from ..models.question import QUESTION_MAX, REPLY_MAX
from .refusing import RefusingForm


class PapersForm(RefusingForm):
    """Papers that everybody will read with the notice."""

    papers = PapersField(
        label=_("Papers"),
        help_text=_("PDF, PNG, JPEG or WebP, up to ten at once; drawings and reports as a PDF."),
    )


class ExtendForm(RefusingForm):
    """Until when answers are taken now, and why."""

    closes_at = MomentField(label=_("New close"))
    reason = ProseField(
        label=_("Reason"),
        max_length=REASON_MAX,
        widget=ProseInput({"rows": 4}),
        help_text=_("Everybody can read it on the notice."),
        error_messages={"required": _("Write why; everybody can read it.")},
    )


class AskForm(RefusingForm):
    """A question for everybody to read."""

    text = ProseField(
        label=_("Your question"),
        max_length=QUESTION_MAX,
        widget=ProseInput({"rows": 5}),
        help_text=_("Write nothing that tells who you are: everybody reads it at once."),
        error_messages={"required": _("Write what you want to know.")},
    )


class ReplyForm(RefusingForm):
    """The owner's answer to a question."""

    text = ProseField(
        label=_("Answer to the question"),
        max_length=REPLY_MAX,
        widget=ProseInput({"rows": 6}),
        help_text=_("Everybody reads it at once. It cannot be changed or taken back."),
        error_messages={"required": _("Write the answer.")},
    )
