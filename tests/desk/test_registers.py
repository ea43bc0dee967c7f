"""The registers in Wagtail's admin: who sees which, in both languages, and as files."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from marketplace import clock
from tests.agencies.screens import reads
from tests.contracts.stories import awarded
from tests.factories import NOON, AgencyFactory, UserFactory
from tests.factories.procurement import NoticeFactory, OwnerFactory

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
    awarded()
    AgencyFactory(suspended=True)


@pytest.fixture(scope="module")
def grown(module_db, tmp_path_factory):
    """Keep one of all that the registers list."""
    folder = tmp_path_factory.mktemp("grown")
    with clock.using(now=lambda: NOON), override_settings(MARKETPLACE_STATE_DIR=folder):
        grow()


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("duty", sorted(ALL))
def test_each_duty_sees_its_registers_and_no_other(client, register, duty):
    client.force_login(UserFactory(**{duty: True}))

    response = client.get(f"/admin/{register}/")

    assert (response.status_code == 200) == (duty in REGISTERS[register])
    assert response.status_code in {200, 302}


@BOTH
@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.usefixtures("grown")
def test_a_register_is_read_searched_and_taken_away(client, regulator, register, language):
    reads(regulator, language)

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
@pytest.mark.usefixtures("grown")
def test_a_row_has_its_page(client, regulator, register, language):
    reads(regulator, language)
    shown = client.get(f"/admin/{register}/").context["object_list"]

    for row in shown[:3]:
        assert client.get(f"/admin/{register}/inspect/{row.pk}/").status_code == 200


@pytest.mark.usefixtures("grown", "regulator")
def test_a_register_takes_as_many_queries_for_many_as_for_one(client):
    def queries(register):
        client.get(f"/admin/{register}/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/admin/{register}/")
        return len(captured)

    for_one = {register: queries(register) for register in REGISTERS}
    grow()
    grow()

    assert {register: queries(register) for register in REGISTERS} == for_one


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("deed", ["new/", "edit/{pk}/", "delete/{pk}/"])
def test_nothing_is_changed_in_a_register(client, register, deed):
    client.force_login(UserFactory(administrator=True, regulator=True))
    notice = NoticeFactory(open=True)
    path = f"/admin/{register}/{deed.format(pk=notice.pk)}"

    for response in (client.get(path), client.post(path, {"state": "removed"})):
        assert response.status_code in {302, 403, 404}
