"""Which rows a register lists, and what it says of them."""

import csv
import io

import pytest

from marketplace.models import Event
from tests.contracts.stories import awarded
from tests.factories import NOON, AgencyFactory, UserFactory
from tests.factories.procurement import NoticeFactory, ProjectFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def regulator(client):
    client.force_login(UserFactory(regulator=True))


@pytest.mark.usefixtures("regulator")
def test_drafts_are_their_owners_business(client):
    draft, handed_in = NoticeFactory(), NoticeFactory(open=True)

    page = client.get("/admin/notice_register/")

    assert list(page.context["object_list"]) == [handed_in]
    assert client.get(f"/admin/notice_register/inspect/{draft.pk}/").status_code == 404


@pytest.mark.usefixtures("regulator")
def test_answers_to_an_open_notice_are_not_listed(client):
    notice = NoticeFactory(open=True)
    event = Event.append(notice.stream, "response.placed", at=NOON)

    page = client.get("/admin/event_register/", {"q": "response"})
    own = client.get(f"/admin/event_register/inspect/{event.pk}/")
    table = client.get("/admin/event_register/", {"export": "csv"}).content.decode()

    assert list(page.context["object_list"]) == []
    assert own.status_code == 404
    assert "response.placed" not in table


@pytest.mark.usefixtures("regulator")
def test_a_formula_in_a_name_is_text_in_the_file(client):
    AgencyFactory(organisation__name_zh="=HYPERLINK(1)")

    table = client.get("/admin/agency_register/", {"export": "csv"}).content.decode("utf-8-sig")

    [row] = csv.DictReader(io.StringIO(table))
    assert "'=HYPERLINK(1)" in row.values()


def test_a_draw_officer_is_led_to_passing_a_candidate_over(client):
    engagement = awarded()
    client.force_login(UserFactory(draw=True))

    page = client.get(f"/admin/engagement_register/inspect/{engagement.pk}/").content.decode()

    assert f"/desk/services/{engagement.notice.public_id}/" in page
    assert f"{engagement.notice.public_id}/skip/" in page


@pytest.mark.usefixtures("regulator")
def test_a_project_of_no_notice_is_listed_too(client):
    project = ProjectFactory()

    assert project in client.get("/admin/project_register/").context["object_list"]
