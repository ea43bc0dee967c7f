"""The demonstration: what it shows, and what a second start does to it.

The world is made once for the class; what a test does to it is rolled back, in the database
and, because each test has a copy, in the state directory.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import TestCase, override_settings
from django.utils import timezone

from agencies.models import Agency, Credential
from agencies.models.readiness import requirements_of
from marketplace import clock
from marketplace.commands import adopt_rules
from marketplace.duties import run_duties
from marketplace.models import Event, ServiceItem
from marketplace.project.demo.accounts import (
    ACCOUNTS,
    AGENCY,
    INVITED_AGENCY,
    PASSWORD,
    SECOND_AGENCY,
)
from marketplace.project.demo.duties import keep_notices_open
from marketplace.project.demo.models import World
from marketplace.project.demo.scripts import MODES
from marketplace.project.demo.world import log_root, make_world
from procurement.domain.replay import replay
from procurement.models import Award, Notice, Owner, Response
from procurement.qualification import shortfalls
from tests.project.demonstration import TODAY, agency_of, demo, held, is_purchasable, row_counts
from tests.project.draws_shown import DrawsShown
from tests.project.services_shown import ServicesShown

BEGIN = dt.datetime(2026, 3, 1, 16, tzinfo=dt.UTC)  # its first moment, in Shanghai
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
LINE = re.compile(
    r"(random_draw|online_bidding|direct_selection) N2026-\d{6} \d+ agency-\d{6} \d+ \d+"
)


@pytest.mark.slow
@pytest.mark.xdist_group("demo world")  # one world for all
@override_settings(MARKETPLACE_SEED_SOURCE="opendraw")
class DemonstrationTest(DrawsShown, ServicesShown, TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.state = cls.enterClassContext(TemporaryDirectory())
        with override_settings(MARKETPLACE_STATE_DIR=Path(cls.state)):
            make_world(TODAY)

    def setUp(self):
        shutil.copytree(self.state, settings.MARKETPLACE_STATE_DIR)

    def test_nine_selections_are_decided_three_by_each_mode(self):
        decided = Counter(Award.objects.values_list("notice__mode_key", flat=True))

        assert decided == dict.fromkeys(MODES, 3)

    def test_one_notice_has_failed_although_public_money_waited(self):
        failed = Notice.objects.get(state="failed")

        assert (failed.failure, failed.min_answers) == ("too_few_answers", 3)

    def test_one_notice_of_each_mode_is_open_for_some_days(self):
        notices = list(Notice.objects.open_at(BEGIN + HOUR))

        assert sorted(notice.mode_key for notice in notices) == sorted(MODES)
        assert all(BEGIN + 20 * HOUR < each.closes_at < BEGIN + 6 * DAY for each in notices)

    def test_sixty_agencies_and_five_owners_are_there_in_both_languages(self):
        names = list(Agency.objects.values_list("organisation__name_zh", "organisation__name_en"))

        assert len(names) == len({zh for zh, _en in names}) == len({en for _zh, en in names}) == 60
        assert all(en.isascii() for _zh, en in names)
        assert Owner.objects.count() == 5

    def test_agencies_stand_in_many_states(self):
        states = Counter(Agency.objects.values_list("state", flat=True))

        assert states == {
            "listed": 54,
            "in_vetting": 2,
            "suspended": 2,
            "returned": 1,
            "removed": 1,
        }

    def test_credentials_have_expired_lapsed_and_soon_run_out(self):
        credentials = Credential.objects.select_related("type")

        soon = credentials.filter(valid_to__range=(TODAY, TODAY + 30 * DAY))
        lapsed = credentials.filter(lapsed_on__isnull=False, revoked_on=None)
        abolished = {each.type.code for each in lapsed if each.type.abolished_on}
        assert soon.count() == 2
        assert abolished == {"TENDER-OLD", "EIA-OLD", "COST-OLD"}
        assert lapsed.count() == 4
        assert credentials.filter(revoked_on__isnull=False).count() == 1

    def test_everything_that_may_be_bought_is_offered_by_three_agencies(self):
        short = [
            item.code
            for item in filter(is_purchasable, ServiceItem.objects.all())
            if Agency.objects.qualified_for(
                items=[item.pk], requirements=requirements_of(item), on=TODAY
            ).count()
            < 3
        ]

        assert short == []

    def test_a_tie_a_withdrawal_and_an_exclusion_are_shown(self):
        ties = [
            award.notice_id
            for award in Award.objects.filter(notice__mode_key="online_bidding")
            if award.notice.responses.valid().filter(price_minor=award.price_minor).count() == 2
        ]

        assert len(ties) == 1
        withdrawn = Response.objects.get(withdrawn_at__isnull=False)
        excluded = Response.objects.exclude(exclusion="").get()
        assert withdrawn.notice.mode_key == excluded.notice.mode_key == "random_draw"
        assert excluded.exclusion == "agency.not_listed"
        assert excluded.agency.state == "suspended"

    def test_the_record_alone_tells_every_state_and_award(self):
        for notice in Notice.objects.published():
            story = replay(Event.objects.of(notice.stream))
            award = Award.objects.filter(notice=notice).first()

            assert story.state == notice.state
            assert (story.winner, story.price_fen, list(story.ranking)) == (
                (award.winner.public_id, award.price_minor, award.ranking)
                if award
                else (None, None, [])
            )

    def test_the_log_has_every_event_in_the_order_of_time(self):
        moments = list(Event.objects.order_by("leaf__index").values_list("at", flat=True))

        assert not Event.objects.without_place().exists()
        assert moments == sorted(moments)
        assert moments[-1] < BEGIN

    def test_only_the_named_accounts_can_sign_in(self):
        users = get_user_model().objects.all()

        able = {user.email for user in users if user.has_usable_password()}
        assert able == {account.email for account in ACCOUNTS}
        for account in ACCOUNTS:
            sent = {"login": account.email, "password": PASSWORD}
            assert self.client.post("/accounts/login/", sent).status_code == 302
            self.client.logout()

    def test_the_visitors_agencies_may_answer_what_is_open(self):
        by_mode = {notice.mode_key: notice for notice in Notice.objects.open_at(BEGIN)}

        for email in (AGENCY, SECOND_AGENCY):
            for mode in ("random_draw", "online_bidding"):
                assert shortfalls(agency_of(email), by_mode[mode], on=TODAY) == []
        assert by_mode["direct_selection"].invited == agency_of(INVITED_AGENCY).public_id
        mine = [agency_of(email) for email in (AGENCY, SECOND_AGENCY, INVITED_AGENCY)]
        answered = Response.objects.filter(notice__in=by_mode.values(), agency__in=mine)
        assert not answered.exists()

    def test_what_is_open_is_decided_by_the_clock_as_it_stands(self):
        closing = Notice.objects.open_at(BEGIN).exclude(mode_key="direct_selection")
        last = max(notice.closes_at for notice in closing)
        keys = list(closing.values_list("pk", flat=True))

        for second in range(20, 60):
            with held(last + dt.timedelta(seconds=second)):
                run_duties(clock.now())

        states = Notice.objects.filter(pk__in=keys).values_list("state", flat=True)
        assert set(states) == {"awarded"}

    def test_check_prints_a_line_for_each_selection_newest_first(self):
        lines = demo(check=True).splitlines()

        assert len(lines) == 9
        assert all(LINE.fullmatch(line) for line in lines)
        references = [line.split()[1] for line in lines]
        decided = Award.objects.order_by("-decided_at", "-pk")
        assert references == list(decided.values_list("notice__public_id", flat=True))

    def test_check_counts_valid_answers_and_names_the_price(self):
        award = Award.objects.get(notice__responses__withdrawn_at__isnull=False)

        found = [line.split() for line in demo(check=True).splitlines()]

        line = next(words for words in found if words[1] == award.notice.public_id)
        assert line == [
            "random_draw",
            award.notice.public_id,
            "3",
            award.winner.public_id,
            "11800000",
            "11800000",
        ]

    def test_a_second_start_changes_nothing(self):
        before = row_counts(), log_root()

        with held(BEGIN + HOUR):
            said = demo()

        assert (row_counts(), log_root()) == before
        assert said == "The demonstration stands; nothing was changed.\n"

    def test_a_start_after_the_closes_tops_up_what_has_run_out(self):
        with held(BEGIN + 10 * DAY):
            demo()
            first = list(Notice.objects.open_at(clock.now()))
            demo()

            assert sorted(notice.mode_key for notice in first) == sorted(MODES)
            assert list(Notice.objects.open_at(clock.now())) == first
        competitive = [each for each in first if each.mode.is_competitive]
        assert [each.responses.valid().count() for each in competitive] == [3, 3]

    def test_only_the_mode_that_has_run_out_is_topped_up(self):
        direct = Notice.objects.open_at(BEGIN).get(mode_key="direct_selection")

        with held(direct.closes_at):
            demo()

        added = Notice.objects.filter(published_at=direct.closes_at)
        assert [notice.mode_key for notice in added] == ["direct_selection"]

    def test_the_clock_tops_up_one_notice_a_pass(self):
        at = BEGIN + 10 * DAY

        counts = []
        for _pass in range(4):
            with held(at):
                keep_notices_open(at)
            counts.append(Notice.objects.open_at(at).count())

        assert counts == [1, 2, 3, 3]

    def test_the_clock_leaves_a_real_site_alone(self):
        with self.settings(MARKETPLACE_DEMO=False), held(BEGIN + 10 * DAY):
            keep_notices_open(clock.now())

        assert not Notice.objects.open_at(BEGIN + 10 * DAY).exists()

    def test_a_top_up_that_the_hall_s_rules_refuse_is_not_tried_without_end(self):
        adopt_rules(hall_id=Notice.objects.first().hall_id, by=None, at=BEGIN, reviews_notices=True)
        before = Notice.objects.count()

        for _pass in range(20):
            with held(BEGIN + 10 * DAY):
                run_duties(clock.now())

        assert Notice.objects.count() <= before + 3 * len(MODES)

    def test_every_page_says_that_the_data_is_invented(self):
        agency = Agency.objects.listed().first()
        notice = Notice.objects.published().first()
        paths = [
            "/",
            "/agencies/",
            agency.get_absolute_url(),
            "/notices/",
            notice.get_absolute_url(),
            "/search/",
            "/demo/clock/",
            "/demo/mail/",
            "/accounts/login/",
            "/nowhere/",
        ]

        for path in paths:
            page = self.client.get(f"/en{path}", follow=True).content.decode()
            assert "Demonstration data" in page, path

    def test_the_page_of_an_open_notice_offers_to_jump_past_its_close(self):
        notice = Notice.objects.open_at(BEGIN).first()

        with held(BEGIN + HOUR):
            page = self.client.get(notice.get_absolute_url()).content.decode()

        assert f'name="notice" value="{notice.public_id}"' in page

    def test_the_world_remembers_its_day(self):
        assert World.objects.get().today == TODAY
        assert World.objects.get().begins_at == BEGIN == timezone.localtime(BEGIN)
