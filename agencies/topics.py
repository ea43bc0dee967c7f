"""What people hear of agencies: their own people, and the hall's staff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace import clock, notation
from marketplace.models import CredentialType, Event
from marketplace.permissions import REGULATOR, VETTING, has_duty
from marketplace.topics import AGENCIES, STAFF, Letter, Message, Topic, spoken

from .domain.lifecycle import State
from .models import Agency, Credential

WARNED_DAYS = (60, 30, 7)
NINE = time(9)


def people_of(agencies):
    """Return the users who act for some agencies, given as a queryset."""
    return get_user_model()._default_manager.filter(
        memberships__organisation__agency__in=agencies.order_by().values("pk")
    )


def staff(*duties: str):
    """Return the users who have one of the duties."""
    return get_user_model()._default_manager.filter(groups__name__in=duties)


def acts_for_an_agency(user) -> bool:
    """Return whether the user acts for an agency; asked once for each user object."""
    if not hasattr(user, "_acts_for_an_agency"):
        user._acts_for_an_agency = Agency.objects.acted_for_by(user).exists()
    return user._acts_for_an_agency


def facts_of(agency: Agency) -> dict[str, str]:
    """Return what a message says of an agency."""
    organisation = agency.organisation
    return {
        "agency": agency.public_id,
        "name_zh": organisation.name_zh,
        "name_en": organisation.name_en,
    }


class ForAgencies(Topic):
    """A topic for those who act for an agency."""

    audience = AGENCIES

    def concerns(self, user) -> bool:
        return acts_for_an_agency(user)

    def letters(self, event: Event) -> Iterable[Letter]:
        """Tell the agency that the event is about."""
        found = Agency.objects.filter(public_id=event.facts["agency"])
        yield Letter(people_of(found), facts_of(found.select_related("organisation").get()))


class ApplicationDecided(ForAgencies):
    """The hall's answer to an application."""

    key = "agencies.application"
    label = gettext_lazy("Your application")
    description = gettext_lazy("When the hall lets your agency in, or returns the application.")
    kinds = frozenset({"agency.publicised", "agency.listed", "agency.returned"})
    order = 10

    def message(self, event: Event, facts: Mapping) -> Message:
        names = {"agency": spoken(facts, "name")}
        mine = reverse("agencies:mine")
        if event.kind == "agency.returned":
            return Message(
                _("The application of %(agency)s was returned") % names,
                event.facts.get("reason", ""),
                mine,
                _("Read what to change"),
            )
        if event.kind == "agency.publicised":
            last = date.fromisoformat(event.facts["publicity_ends_on"])
            return Message(
                _("The application of %(agency)s is approved") % names,
                _("It is shown to the public until %(day)s, and then listed.")
                % {"day": notation.day(last)},
                mine,
                _("Open my agency"),
            )
        return Message(
            _("%(agency)s is listed") % names,
            _("From now on it is found in the directory, and may answer notices."),
            reverse("agencies:agency", args=[facts["agency"]]),
            _("See the public page"),
        )


class Sanctioned(ForAgencies):
    """What the hall does to an agency or takes from it."""

    key = "agencies.sanctions"
    label = gettext_lazy("Sanctions")
    description = gettext_lazy(
        "When your agency is suspended, reinstated or removed, or a credential is revoked."
    )
    kinds = frozenset(
        {"agency.suspended", "agency.reinstated", "agency.removed", "credential.revoked"}
    )
    binding = True
    order = 20

    def message(self, event: Event, facts: Mapping) -> Message:
        names = {"agency": spoken(facts, "name"), "number": event.facts.get("number", "")}
        titles = {
            "agency.suspended": _("%(agency)s is suspended"),
            "agency.reinstated": _("%(agency)s is reinstated"),
            "agency.removed": _("%(agency)s is removed from the register"),
            "credential.revoked": _("A credential of %(agency)s is revoked: %(number)s"),
        }
        return Message(
            titles[event.kind] % names,
            event.facts.get("reason", ""),
            reverse("agencies:mine"),
            _("Open my agency"),
        )


class CredentialEnding(ForAgencies):
    """A certificate that runs out: two months, one month and a week before, and when it has."""

    key = "agencies.credentials"
    label = gettext_lazy("Credentials that run out")
    description = gettext_lazy("60, 30 and 7 days before a credential ends, and when it has.")
    kinds = frozenset({"credential.added", "credential.lapsed"})
    order = 30

    def times(self, event: Event) -> list[tuple[str, datetime]]:
        if event.kind == "credential.lapsed":
            return super().times(event)
        ends = event.facts.get("valid_to")
        if not ends:
            return []
        mornings = [
            (str(days), _morning(date.fromisoformat(ends) - timedelta(days=days)))
            for days in WARNED_DAYS
        ]
        return [(name, at) for name, at in mornings if at > event.at]

    def letters_for(self, event: Event, time: str) -> Iterable[Letter]:
        if time and not self._still_ends(event, int(time)):
            return
        kind = CredentialType.objects.get(code=event.facts["credential_type"])
        named = {"type_zh": kind.name_zh, "type_en": kind.name_en}
        for letter in self.letters(event):
            yield Letter(letter.users, {**letter.facts, **named})

    def _still_ends(self, event: Event, days: int) -> bool:
        """Return whether the warning is the newest, of a credential that still counts."""
        today = timezone.localdate(clock.now())
        ends = date.fromisoformat(event.facts["valid_to"])
        later = [each for each in WARNED_DAYS if each < days]
        if today > ends or any(today >= ends - timedelta(days=each) for each in later):
            return False
        held = Credential.objects.valid_on(today).filter(
            agency__public_id=event.facts["agency"],
            agency__state=State.LISTED.value,
            type__code=event.facts["credential_type"],
            number=event.facts["number"],
            valid_to=ends,
        )
        return held.exists()

    def message(self, event: Event, facts: Mapping) -> Message:
        names = {"credential": spoken(facts, "type"), "number": event.facts["number"]}
        if event.kind == "credential.lapsed":
            return Message(
                _("A credential has lapsed: %(credential)s") % names,
                _("Certificate %(number)s counts no more. Enter its renewal to answer notices.")
                % names,
                reverse("agencies:credentials"),
                _("Enter the renewal"),
            )
        ends = {"day": notation.day(date.fromisoformat(event.facts["valid_to"]))}
        return Message(
            _("A credential ends on %(day)s: %(credential)s") % (names | ends),
            _("Renew certificate %(number)s in time: without it your answers do not count.")
            % names,
            reverse("agencies:credentials"),
            _("Open the credentials"),
        )


class VettingWanted(Topic):
    """An application waits for those who vet."""

    key = "agencies.vetting"
    label = gettext_lazy("Applications to vet")
    description = gettext_lazy("When an agency hands in its application.")
    audience = STAFF
    kinds = frozenset({"agency.submitted"})
    order = 10

    def concerns(self, user) -> bool:
        return has_duty(user, VETTING)

    def letters(self, event: Event) -> Iterable[Letter]:
        agency = Agency.objects.select_related("organisation").get(public_id=event.facts["agency"])
        if agency.state == State.IN_VETTING:
            yield Letter(staff(VETTING), facts_of(agency))

    def message(self, event: Event, facts: Mapping) -> Message:
        until = event.facts.get("vetting_by")
        text = _("To be checked by %(moment)s.") % {"moment": _moment(until)} if until else ""
        return Message(
            _("%(agency)s asks to be listed") % {"agency": spoken(facts, "name")},
            text,
            reverse("agencies:application", args=[facts["agency"]]),
            _("Check the application"),
        )


class VettingOverdue(VettingWanted):
    """An application that nobody vetted in time, for the regulators."""

    key = "agencies.overdue"
    label = gettext_lazy("Overdue applications")
    description = gettext_lazy("When nobody has checked an application in time.")
    kinds = frozenset({"vetting.escalated"})
    binding = True
    order = 20

    def concerns(self, user) -> bool:
        return has_duty(user, REGULATOR)

    def letters(self, event: Event) -> Iterable[Letter]:
        agency = Agency.objects.select_related("organisation").get(public_id=event.facts["agency"])
        yield Letter(staff(REGULATOR), facts_of(agency))

    def message(self, event: Event, facts: Mapping) -> Message:
        return Message(
            _("The application of %(agency)s is overdue") % {"agency": spoken(facts, "name")},
            _("It should have been checked by %(moment)s.")
            % {"moment": _moment(event.facts["vetting_by"])},
            reverse("agencies:vetting"),
            _("Open the queue"),
        )


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, NINE))


def _moment(stamp: str) -> str:
    return notation.moment(datetime.fromisoformat(stamp))


TOPICS = [ApplicationDecided, Sanctioned, CredentialEnding, VettingWanted, VettingOverdue]
