"""From the publication to the acceptance: who hears of what, in both languages."""

from pathlib import Path

import pytest

from marketplace import clock
from marketplace.topics import topics
from procurement.contracts import commands
from procurement.contracts.duties import announce_lamps, remind_owners, skip_silent_winners
from tests.contracts.stories import (
    CLOSE,
    STARTED,
    WEEK,
    awarded,
    contracted,
    delivered,
    extended,
    paused,
    resumed,
    returned,
    started,
)
from tests.factories import DAY, HOUR, UserFactory
from tests.notifications.deeds import pass_on
from tests.notifications.hearing import member, told, words

pytestmark = [pytest.mark.django_db]


def sides(engagement):
    return member(engagement.notice.owner.organisation), member(engagement.agency.organisation)


def test_the_course_of_a_service_is_told_to_both_sides(at):
    engagement = started(answers=2)
    owner, agency = sides(engagement)
    paused(engagement, STARTED + 2 * DAY)
    resumed(engagement, STARTED + 3 * DAY)
    extended(engagement, STARTED + 4 * DAY)
    delivered(engagement, STARTED + WEEK)
    returned(engagement, STARTED + WEEK + DAY)
    delivered(engagement, STARTED + 2 * WEEK)
    commands.accept_deliverable(
        engagement_id=engagement.pk, by=UserFactory(), at=STARTED + 2 * WEEK + DAY
    )
    at(STARTED + 2 * WEEK + DAY)

    pass_on()

    assert told(agency, kind="award") == []  # confirmed long since
    assert [each.split()[1] for each in told(agency) if "service_agency" in each] == [
        "contract.filed",
        "service.started",
        "service.paused",
        "service.resumed",
        "extension.granted",
        "deliverable.returned",
        "deliverable.accepted",
    ]
    assert [each for each in told(owner) if each.startswith("contracts")] == [
        "contracts.awards award.confirmed",
        "contracts.service_owner service.paused",
        "contracts.service_owner service.resumed",
        "contracts.service_owner extension.asked",
        "contracts.deadlines deliverable.submitted",
        "contracts.deadlines deliverable.submitted",
        "contracts.service_owner deliverable.accepted",
    ]
    assert words(owner)[-1].title.startswith("Accepted: ")
    assert len(words(agency)) == len(told(agency))


def test_a_winner_hears_that_it_must_confirm_and_the_others_how_it_ended(at):
    engagement = awarded(answers=2)
    loser = member(
        engagement.notice.responses.exclude(agency=engagement.agency).get().agency.organisation
    )
    owner, winner = sides(engagement)
    at(CLOSE)

    pass_on()

    assert told(winner) == ["contracts.award award.offered"]
    assert told(loser) == ["procurement.results notice.awarded"]
    assert told(owner) == ["procurement.own notice.awarded"]
    assert "Confirm by" in words(winner)[0].text


def test_a_reminder_comes_the_day_before_and_only_to_who_has_not_confirmed(at):
    late, early = awarded(), awarded()
    _owner, late_agency = sides(late)
    _owner, early_agency = sides(early)
    at(CLOSE)
    pass_on()
    commands.confirm_award(engagement_id=early.pk, by=UserFactory(), at=CLOSE + HOUR)
    at(late.confirm_by - HOUR)

    pass_on()
    pass_on()

    assert told(late_agency, kind="award") == ["contracts.award award.offered"] * 2
    assert told(early_agency, kind="award") == ["contracts.award award.offered"]
    assert [each.title.split(":")[0] for each in words(late_agency)] == [
        "Chosen",
        "Not confirmed yet",
    ]


def test_who_stays_silent_is_passed_over_and_the_next_is_asked(at):
    engagement = awarded(answers=2)
    owner, silent = sides(engagement)
    second = member(
        engagement.notice.responses.exclude(agency=engagement.agency).get().agency.organisation
    )
    at(engagement.confirm_by + HOUR)
    skip_silent_winners(clock.now())

    pass_on()

    assert told(silent, kind="award") == ["contracts.award award.skipped"]
    assert told(second, kind="award") == ["contracts.award award.offered"]
    assert told(owner, kind="award") == ["contracts.awards award.skipped"]
    assert "did not confirm" in words(silent)[0].text
    words(second)
    words(owner)


def test_lamps_overdue_and_disputed_services_reach_the_regulator(at):
    engagement = started(days=5)
    owner, agency = sides(engagement)
    regulator = UserFactory(regulator=True)
    for days in (7, 14):
        at(STARTED + days * DAY)
        announce_lamps(clock.now())
    for week in (3, 4):
        delivered(engagement, STARTED + week * WEEK)
        returned(engagement, STARTED + week * WEEK + DAY)
    at(STARTED + 5 * WEEK)

    pass_on()

    assert told(regulator) == [
        "contracts.escalations service.escalated",
        "contracts.escalations service.disputed",
    ]
    assert told(owner, kind="service.lamp") == ["contracts.lamps_owner service.lamp"] * 2
    assert told(agency, kind="service.lamp") == ["contracts.lamps_agency service.lamp"] * 2
    for user in (owner, agency, regulator):
        words(user)


def test_owners_are_reminded_of_what_they_owe(at):
    silent = contracted()
    overdue = started()
    delivered(overdue, STARTED + DAY)
    overdue.refresh_from_db()
    owner, _agency = sides(overdue)
    at(overdue.check_by + HOUR)
    remind_owners(clock.now())

    pass_on()

    assert silent.pk != overdue.pk
    assert told(owner, kind="deliverable") == [
        "contracts.deadlines deliverable.submitted",
        "contracts.deadlines deliverable.reminded",
    ]
    words(owner)


def test_every_kind_of_a_topic_is_one_that_is_appended_somewhere():
    root = Path(__file__).resolve().parents[2]
    code = "".join(
        path.read_text(encoding="utf-8")
        for room in ("marketplace", "agencies", "procurement", "search")
        for path in (root / room).rglob("*.py")
        if "topics" not in path.name and "topics" not in path.parent.name
    )
    ours = {kind for topic in topics if topic.key != "plugin.bell" for kind in topic.kinds}

    wanting = {
        kind for kind in ours if f'"{kind}"' not in code and not kind.startswith("approval.")
    }

    assert wanting == set()
