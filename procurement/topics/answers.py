"""What becomes of an agency's answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency
from marketplace.models import Event
from marketplace.topics import NEVER, Letter, Message

from ..registry import award_receivers
from .about import ForAgencies, agencies_people, answered, facts_of, notice_of, page, title


class AnswerKept(ForAgencies):
    """The receipt of an answer, or of its withdrawal, for the agency's own people alone."""

    key = "procurement.answers"
    label = gettext_lazy("Receipts of your answers")
    description = gettext_lazy("When your agency's answer is entered or withdrawn.")
    kinds = frozenset({"response.placed", "response.withdrawn"})
    tells_doer = True
    mail = NEVER  # a mailbox is read by more people than a desk; who wants it switches it on
    order = 70

    def letters(self, event: Event) -> Iterable[Letter]:
        agency = (event.private.facts or {}).get("agency")  # may have been erased
        if agency:
            own = Agency.objects.filter(public_id=agency)
            yield Letter(agencies_people(own), facts_of(notice_of(event)))

    def message(self, event: Event, facts: Mapping) -> Message:
        if event.kind == "response.placed":
            words = _("Your answer is entered: %(notice)s")
            text = _("It stays sealed until the close.")
        else:
            words = _("Your answer is withdrawn: %(notice)s")
            text = _("You may send another one until the close.")
        return Message(words % title(facts), text, page(facts), _("Open the notice"))


class Results(ForAgencies):
    """How a notice ended that the agency had answered."""

    key = "procurement.results"
    label = gettext_lazy("Results")
    description = gettext_lazy("How a notice ended that your agency answered.")
    kinds = frozenset({"notice.closed", "notice.awarded", "notice.failed", "notice.voided"})
    order = 80

    def letters(self, event: Event) -> Iterable[Letter]:
        notice = notice_of(event)
        if event.kind == "notice.closed":
            out = [each["agency"] for each in event.facts.get("excluded", [])]
            told = answered(notice).filter(public_id__in=out)
        elif event.kind == "notice.awarded":
            winner = event.facts["winner"]
            if not any(award_receivers()):  # else whoever follows it up tells the winner
                won = Agency.objects.filter(public_id=winner)
                yield Letter(agencies_people(won), facts_of(notice, won=True))
            told = answered(notice).exclude(public_id=winner)
        else:
            told = answered(notice)
        yield Letter(agencies_people(told), facts_of(notice))

    def message(self, event: Event, facts: Mapping) -> Message:
        words, text = {
            "notice.closed": (
                _("Your answer did not count: %(notice)s"),
                _("At the close your agency did not qualify any more. The notice says why."),
            ),
            "notice.awarded": (
                _("Another agency was chosen: %(notice)s"),
                _("The whole ranking and its evidence stand on the page."),
            ),
            "notice.failed": (
                _("Failed: %(notice)s"),
                _("No agency was chosen. The notice says why."),
            ),
            "notice.voided": (
                _("Declared void: %(notice)s"),
                _("No agency is chosen by it. The notice says why."),
            ),
        }[event.kind]
        if facts.get("won"):
            words, text = _("You were chosen: %(notice)s"), ""
        return Message(words % title(facts), text, page(facts), _("Read the result"))
