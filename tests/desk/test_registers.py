"""The registers in Wagtail's admin: who sees which, in both languages, and as files."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.models import Event
from tests.agencies.screens import reads
from tests.contracts.stories import awarded
from tests.factories import NOON, AgencyFactory, UserFactory
from tests.factories.procurement import NoticeFactory, OwnerFactory, ProjectFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

ALL = {"vetting", "review", "draw", "sanctions", "regulator", "auditor", "administrator", "editor"}
REGISTERS = {
    "agency_register": ALL,
    "owner_register": ALL - {"editor"},
    "project_register": ALL - {"editor"},
    "notice_register": ALL - {"editor"},
    "engagement_register": {"vetting", "review", "draw", "sanctions", "regulator"},
    "slot_register": {"draw", "regulator", "auditor", "administrator"},
    "draw_register": {"draw", "regulator", "auditor", "administrator"},
    "incident_register": {"draw", "regulator", "auditor", "administrator"},
    "event_register": {"regulator", "auditor", "administrator"},
}
BOTH = pytest.mark.parametrize("language", ["zh-hans", "en"])


@pytest.fixture
def regulator(client):
    user = UserFactory(regulator=True)
    client.force_login(user)
    return user


def grow():
    """Make one more of what the registers list."""
    OwnerFactory()
    engagement = awarded()
    AgencyFactory(suspended=True)
    return engagement


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("duty", sorted(ALL))
def test_each_duty_sees_its_registers_and_no_other(client, register, duty):
    client.force_login(UserFactory(**{duty: True}))

    response = client.get(f"/admin/{register}/")

    assert (response.status_code == 200) == (duty in REGISTERS[register])
    assert response.status_code in {200, 302}


@BOTH
@pytest.mark.parametrize("register", REGISTERS)
def test_a_register_is_read_searched_and_taken_away(client, regulator, register, language):
    reads(regulator, language)
    grow()

    page = client.get(f"/admin/{register}/", {"q": "a"})
    table = client.get(f"/admin/{register}/", {"export": "csv"})
    book = client.get(f"/admin/{register}/", {"export": "xlsx"})

    assert [page.status_code, table.status_code, book.status_code] == [200, 200, 200]
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(book.streaming_content))).active
    assert sheet.max_row == len(rows)
    assert all(rows[0])


@BOTH
@pytest.mark.parametrize("register", REGISTERS)
def test_a_row_has_its_page(client, regulator, register, language):
    reads(regulator, language)
    grow()
    shown = client.get(f"/admin/{register}/").context["object_list"]

    for row in shown[:3]:
        assert client.get(f"/admin/{register}/inspect/{row.pk}/").status_code == 200


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.usefixtures("regulator")
def test_a_register_takes_as_many_queries_for_many_as_for_one(client, register):
    def queries():
        client.get(f"/admin/{register}/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/admin/{register}/")
        return len(captured)

    grow()
    for_one = queries()
    grow()
    grow()

    assert queries() == for_one


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("deed", ["new/", "edit/{pk}/", "delete/{pk}/"])
def test_nothing_is_changed_in_a_register(client, register, deed):
    client.force_login(UserFactory(administrator=True, regulator=True))
    notice = NoticeFactory(open=True)
    path = f"/admin/{register}/{deed.format(pk=notice.pk)}"

    for response in (client.get(path), client.post(path, {"state": "removed"})):
        assert response.status_code in {302, 403, 404}


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
