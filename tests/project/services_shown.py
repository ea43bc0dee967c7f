"""The demonstration's services: every colour, paused, extended, delivered, accepted, passed on."""

from __future__ import annotations

import datetime as dt

from marketplace.documents.models import Document
from marketplace.documents.parts import path_of
from marketplace.duties import run_duties
from marketplace.models import Event
from marketplace.organisations.models import Membership
from marketplace.project.demo.accounts import AGENCY, PUBLIC_OWNER
from procurement.contracts.models import Engagement, Extension
from procurement.contracts.parts import clock_of
from procurement.models import Notice, Skip
from tests.project.demonstration import agency_of, held

SECOND, MINUTE = dt.timedelta(seconds=1), dt.timedelta(minutes=1)
BEGIN = dt.datetime(2026, 3, 1, 16, tzinfo=dt.UTC)  # its first moment, in Shanghai


class ServicesShown:
    """Tests of a world that is made already, for it takes seconds to make one."""

    def running(self):
        found = Engagement.objects.standing().filter(notice__state="in_service").for_clock()
        return [(each, clock_of(each, BEGIN)) for each in found]

    def test_services_run_in_all_three_colours(self):
        lamps = {shown.lamp.value for _each, shown in self.running() if not shown.is_paused}

        assert lamps == {"green", "yellow", "red"}

    def test_one_is_paused_with_evidence_and_one_is_extended(self):
        paused = [each for each, shown in self.running() if shown.is_paused]
        extended = [each for each, _shown in self.running() if each.extended_days]

        assert len(paused) == len(extended) == 1
        pause = paused[0].pauses.get()
        assert (pause.reason, pause.cause) == ("authority", "authority")
        assert path_of(pause.evidence.sha256).read_bytes().startswith(b"%PDF-")
        assert Extension.objects.get().granted is True

    def test_one_is_delivered_one_accepted_and_one_winner_was_passed_over(self):
        states = list(Engagement.objects.standing().values_list("notice__state", flat=True))

        assert sorted(states) == ["accepted", "confirmed", "delivered", *["in_service"] * 6]
        skip = Skip.objects.get()
        assert (skip.reason, skip.approver) == ("not_confirmed", None)
        assert Engagement.objects.standing().get(notice__state="confirmed").rank == 2

    def test_the_visitors_accounts_have_some_of_them(self):
        owned = Engagement.objects.standing().filter(
            notice__owner__organisation__members__email=PUBLIC_OWNER
        )
        mine = Engagement.objects.running().filter(agency__organisation__members__email=AGENCY)

        assert set(owned.values_list("notice__state", flat=True)) == {
            "accepted",
            "in_service",
            "delivered",
        }
        assert mine.exists()

    def test_red_was_told_on_its_day_and_to_the_regulator(self):
        red = [each for each, shown in self.running() if shown.lamp == "red"]
        escalated = Event.objects.get(kind="service.escalated")

        assert [each.notice.stream for each in red] == [escalated.stream]
        due_on = dt.date.fromisoformat(escalated.facts["due_on"])
        assert escalated.at.date() == due_on  # 00:00:30 of the next day in Beijing

    def test_an_invented_agency_confirms_and_a_visitors_is_left_alone(self):
        closing = Notice.objects.open_at(BEGIN).get(mode_key="random_draw")
        self.run_clock(closing.closes_at + 20 * SECOND)
        engagement = Engagement.objects.standing().get(notice=closing)

        self.run_clock(engagement.offered_at + 9 * MINUTE)
        before = Notice.objects.get(pk=closing.pk).state
        self.run_clock(engagement.offered_at + 10 * MINUTE)

        assert (before, Notice.objects.get(pk=closing.pk).state) == ("awarded", "confirmed")

    def test_an_award_to_a_visitors_agency_waits_for_the_visitor(self):
        closing = Notice.objects.open_at(BEGIN).get(mode_key="random_draw")
        visitor = agency_of(AGENCY)
        Membership.objects.filter(organisation__agency__responses__notice=closing).delete()
        for response in closing.responses.all():
            Membership.objects.create(
                user=visitor.organisation.members.get(), organisation=response.agency.organisation
            )
        self.run_clock(closing.closes_at + 20 * SECOND)

        self.run_clock(closing.closes_at + 20 * MINUTE)

        assert Notice.objects.get(pk=closing.pk).state == "awarded"

    def run_clock(self, begin):
        for second in range(6):
            at = begin + second * SECOND
            with (
                held(at),
                self.settings(MARKETPLACE_SEED_SOURCE="plain"),
            ):  # which waits for no slot
                run_duties(at)

    def test_every_paper_is_there(self):
        documents = list(Document.objects.all())

        assert len(documents) == 8 + 2 * 8 + 1 + 1 + 2  # contracts, papers, evidence, reports
        assert all(path_of(each.sha256).stat().st_size == each.size for each in documents)
