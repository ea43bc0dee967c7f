"""Step 3, direct selection: on which grounds an agency may be invited, and which one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from procurement.models import Avoidance, Notice
from tests.factories import HOUR, NOON
from tests.factories.agencies import AgencyFactory
from tests.factories.procurement import NoticeFactory

from .owner_pages import BROKEN_TEXTS, large, option, small, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(owner_again):
    return owner_again


@pytest.fixture
def client(owners_browser):
    return owners_browser


def invite(client, notice, agency, **changes):
    given = {"invited": agency.public_id, "ground": "small_sum", "reason": "熟悉现场"} | changes
    data = {f"direct_selection-{name}": value for name, value in given.items()}
    return client.post(step("mode", notice), data | {"mode": "direct_selection"})


def test_a_small_sum_may_be_chosen_directly(client, owner):
    notice = small(owner)
    agency = option(client.get(step("mode", notice)), "direct_selection").form.fields["invited"]

    response = invite(client, notice, agency=next(iter(agency.rows.values())))

    notice.refresh_from_db()
    assert response.url == step("review", notice)
    assert notice.mode_params["ground"] == "small_sum"
    assert notice.closes_at is None


def test_above_the_limit_direct_selection_stands_there_closed_and_is_refused(client, owner):
    notice = large(owner)

    page = client.get(f"/en{step('mode', notice)}").content.decode()
    response = invite(client, notice, AgencyFactory())

    assert 'value="direct_selection" aria-describedby="mode-direct_selection-text" disabled' in page
    assert "above the limit of 10,000.00 yuan" in page
    assert response.status_code == 422
    assert "direct.ground" in response.content.decode()


def test_after_two_failures_direct_selection_is_open_above_the_limit(client, owner):
    earlier = None
    for _time in range(2):
        earlier = NoticeFactory(owner=owner, follows=earlier, open=True, closes_at=NOON - HOUR)
        Notice.objects.filter(pk=earlier.pk).update(state="failed", failure="no_answers")
    notice = large(owner, follows=earlier)

    response = client.get(step("mode", notice))

    assert option(response, "direct_selection").closed == ""
    field = option(response, "direct_selection").form.fields["ground"]
    assert sorted(field.widget.closed) == ["small_sum", "sole_qualified"]


def test_the_only_agency_that_qualifies_may_be_chosen_directly(client, owner):
    notice = large(owner, agencies=1)
    reach = client.get(step("mode", notice)).context["reach"]

    response = invite(client, notice, reach.agencies.get(), ground="sole_qualified")

    assert response.url == step("review", notice)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ground": "sole_qualified"}, "ground"),
        ({"ground": "two_failures"}, "ground"),
        ({"ground": "because"}, "ground"),
        ({"invited": "agency-999999"}, "invited"),
        ({"reason": "x" * 2001}, "reason"),
        *[({"reason": text}, "reason") for text in BROKEN_TEXTS],
        ({"reason": SimpleUploadedFile("why.txt", b"because")}, "reason"),
    ],
    ids=repr,
)
def test_a_wrong_invitation_is_told(changes, field, client, owner):
    notice = small(owner)
    agency = client.get(step("mode", notice)).context["reach"].agencies.first()

    response = invite(client, notice, agency, **changes)

    notice.refresh_from_db()
    assert response.status_code == 422
    assert list(option(response, "direct_selection").form.errors) == [field]
    assert notice.mode_key == ""


@pytest.mark.parametrize("missing", ["invited", "ground", "reason"])
def test_an_invitation_that_is_not_complete_is_refused_by_the_mode(missing, client, owner):
    notice = small(owner)
    agency = client.get(step("mode", notice)).context["reach"].agencies.first()

    response = invite(client, notice, agency, **{missing: ""})

    assert response.status_code == 422
    assert "invitation.incomplete" in response.content.decode()


def test_an_agency_that_does_not_qualify_cannot_be_invited(client, owner):
    response = invite(client, small(owner), AgencyFactory())

    assert response.status_code == 422
    assert list(option(response, "direct_selection").form.errors) == ["invited"]


def test_an_avoidance_list_closes_the_invitation(client, owner):
    notice = small(owner)
    Avoidance.objects.create(notice=notice, agency=AgencyFactory(), reason="有关联")

    response = invite(client, notice, AgencyFactory())

    assert response.status_code == 422
    assert "direct.no_avoidance" in response.content.decode()


def test_where_nobody_qualifies_nobody_can_be_invited(client, owner):
    response = invite(client, small(owner, agencies=0), AgencyFactory())

    assert response.status_code == 422
    assert "invitation.unqualified" in response.content.decode()
