"""What an agency has shown so far: on its page, in the directory's order and filters."""

import pytest

from agencies.models import Agency
from marketplace import clock
from procurement.contracts import commands
from procurement.contracts.record import InTime
from procurement.record import Awards
from tests.factories import DAY, AgencyFactory, ListedServiceFactory
from tests.factories.procurement import NoticeFactory, answer, qualified_agency

from . import stories
from .pages import queries
from .stories import STARTED, UserFactory, delivered, fresh, returned, started

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
DUE = STARTED.replace(day=3, month=4)  # 20 working days after 6 March 2026
AT = STARTED + 60 * DAY


def served(agency=None, *, delivered_at, accepted=True):
    """Return a service of an agency that was delivered at that moment."""
    notice = NoticeFactory(open=True)
    if agency is None:
        agency = qualified_agency(notice)
    else:
        for line in notice.lines.all():
            ListedServiceFactory(agency=agency, item=line.item)
    answer(notice, agency=agency)
    engagement = delivered(started(notice=notice, answers=0), delivered_at)
    if accepted:
        accept(engagement, delivered_at)
    return fresh(engagement)


@pytest.fixture
def later():
    """Let the pages be asked two months after the service began."""
    with clock.using(now=lambda: AT):
        yield


def accept(engagement, at):
    commands.accept_deliverable(engagement_id=engagement.pk, by=UserFactory(), at=at + DAY)


def figure_of(record, agency):
    return record().figures([agency.pk], at=AT).get(agency.pk)


def having(record, mark):
    return list(Agency.objects.filter(pk__in=record().having(mark, at=AT)))


def ordered(record):
    rows = Agency.objects.annotate(figure=record().amount(at=AT))
    return dict(rows.values_list("pk", "figure"))


@pytest.mark.parametrize(("late", "kept"), [(-DAY, 1), (0 * DAY, 1), (DAY, 0)])
def test_in_time_is_until_the_end_of_the_day_on_which_it_falls_due(late, kept):
    engagement = served(delivered_at=DUE + late)
    pin = engagement.due_dates.last()

    assert pin.due_on == DUE.date()
    assert figure_of(InTime, engagement.agency).amount == kept * 10_000
    assert having(InTime, "90") == ([engagement.agency] if kept else [])
    assert ordered(InTime)[engagement.agency_id] == kept * 10_000


def test_the_last_second_in_beijing_is_in_time_and_the_next_is_not():
    last = DUE.replace(hour=15, minute=59, second=59)  # 23:59:59 in Beijing
    first, second = served(delivered_at=last), served(delivered_at=last.replace(hour=16, minute=0))

    assert figure_of(InTime, first.agency).amount == 10_000
    assert figure_of(InTime, second.agency).amount == 0


def test_the_share_is_of_what_was_accepted():
    engagement = served(delivered_at=DUE)
    agency = engagement.agency
    served(agency, delivered_at=DUE)
    served(agency, delivered_at=DUE + DAY)
    served(agency, delivered_at=DUE + DAY, accepted=False)

    found = figure_of(InTime, agency)

    assert found.amount == 6666
    assert ordered(InTime)[agency.pk] == 6666
    assert having(InTime, "90") == []


def test_a_return_and_a_new_delivery_count_by_the_new_day():
    engagement = served(delivered_at=DUE - DAY, accepted=False)
    returned(engagement, DUE)
    again = delivered(engagement, DUE + DAY)
    pin = again.due_dates.last()
    accept(again, DUE + DAY)

    assert pin.cause == "returned"
    kept = (DUE + DAY).date() <= pin.due_on
    assert figure_of(InTime, engagement.agency).amount == (10_000 if kept else 0)


def test_awards_count_until_the_winner_falls_away():
    engagement = stories.awarded(answers=2)
    first = engagement.agency
    assert figure_of(Awards, first).amount == 1
    assert ordered(Awards)[first.pk] == 1
    assert having(Awards, "year") == [first]

    commands.skip_candidate(
        engagement_id=engagement.pk,
        reason="资质到期。",
        approver=UserFactory(),
        at=stories.CONFIRMED,
    )

    assert figure_of(Awards, first) is None
    assert set(ordered(Awards).values()) == {0}
    assert having(Awards, "year") == []


def test_an_award_of_more_than_a_year_ago_has_no_mark():
    engagement = stories.awarded()
    decided_at = engagement.notice.award.decided_at

    within = Awards().having("year", at=decided_at + 364 * DAY)
    after = Awards().having("year", at=decided_at + 365 * DAY)

    assert [list(within), list(after)] == [[{"winner": engagement.agency_id}], []]


def test_the_directory_orders_and_filters_by_the_record(client, later):
    idle, good = AgencyFactory(), served(delivered_at=DUE).agency

    for query in ("sort=awards", "sort=in_time"):
        first = client.get(f"/agencies/?{query}").context["entries"][0]
        assert first.agency == good
        assert set(first.figures) == {"awards", "in_time"}
    marks = ["record=awards-year", "record=in_time-90"]
    for query in (*marks, "&".join(marks)):
        response = client.get(f"/agencies/?{query}")
        assert [entry.agency for entry in response.context["entries"]] == [good]
        assert len(response.context["chips"]) == query.count("record")
    [facet] = [each for each in response.context["facets"] if each.name == "record"]
    assert [option.count for option in facet.options] == [1, 1]
    assert idle in [entry.agency for entry in client.get("/agencies/").context["entries"]]


def test_the_agencys_page_shows_promised_and_actual_days(client, later):
    engagement = served(delivered_at=DUE + DAY)

    page = client.get(f"/en/agencies/{engagement.agency.public_id}/").content.decode()

    assert "Promised and actual days" in page
    assert "Delivered late" in page
    assert "0% in time" in page
    assert engagement.notice.title in page or engagement.notice.public_id in page


def test_an_agency_without_a_service_shows_no_days(client):
    page = client.get(f"/en/agencies/{AgencyFactory().public_id}/").content.decode()

    assert "Promised and actual days" not in page


def test_three_services_take_as_many_queries_as_one(client, later):
    agency = served(delivered_at=DUE).agency
    path = f"/agencies/{agency.public_id}/"
    before = queries(client, path)

    served(agency, delivered_at=DUE)
    served(agency, delivered_at=DUE + DAY)

    assert queries(client, path) == before
