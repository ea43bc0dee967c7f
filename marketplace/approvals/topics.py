"""What people hear of second signatures: who may sign, and who asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib.auth import get_user_model
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Event
from ..permissions import DUTIES, duties_of
from ..topics import STAFF, Letter, Message, Topic
from .models import Approval
from .permissions import may_sign
from .registry import find_kind, signed_by


class SignatureWanted(Topic):
    """A deed waits for another person's signature."""

    key = "approvals.wanted"
    label = gettext_lazy("Signatures wanted from you")
    description = gettext_lazy("When a deed waits for a second person whose duty is yours.")
    audience = STAFF
    kinds = frozenset({"approval.asked"})
    order = 60

    def concerns(self, user) -> bool:
        return bool(signed_by(user))

    def letters(self, event: Event) -> Iterable[Letter]:
        approval = Approval.objects.get(public_id=event.facts["approval"])
        if approval.is_pending():
            staff = get_user_model()._default_manager.filter(
                groups__name__in=DUTIES, is_active=True
            )
            yield Letter([each for each in staff.distinct() if may_sign(each, approval)])

    def message(self, event: Event, facts: Mapping) -> Message:
        return Message(
            _("A signature is wanted: %(deed)s") % {"deed": _deed(event)},
            _("Request %(id)s waits for a second person.") % {"id": event.facts["approval"]},
            _address(event),
            _("Sign or refuse"),
        )


class SignatureDecided(Topic):
    """What became of a request for a second signature, for who asked."""

    key = "approvals.decided"
    label = gettext_lazy("Your requests for a signature")
    description = gettext_lazy("When somebody has signed or refused what you asked for.")
    audience = STAFF
    kinds = frozenset({"approval.signed", "approval.refused"})
    order = 70

    def concerns(self, user) -> bool:
        return bool(duties_of(user))

    def letters(self, event: Event) -> Iterable[Letter]:
        approval = Approval.objects.get(public_id=event.facts["approval"])
        yield Letter(get_user_model()._default_manager.filter(pk=approval.asked_by_id))

    def message(self, event: Event, facts: Mapping) -> Message:
        words = {
            "approval.signed": _("Signed, and done: %(deed)s"),
            "approval.refused": _("Refused: %(deed)s"),
        }[event.kind]
        return Message(
            words % {"deed": _deed(event)},
            _("Request %(id)s.") % {"id": event.facts["approval"]},
            _address(event),
            _("Read the request"),
        )


def _deed(event: Event) -> str:
    kind = find_kind(event.facts["deed"])
    return str(kind.label) if kind else event.facts["deed"]


def _address(event: Event) -> str:
    try:
        return reverse("approvals:approval", args=[event.facts["approval"]])
    except NoReverseMatch:  # installed without its pages
        return ""


TOPICS = [SignatureWanted, SignatureDecided]
