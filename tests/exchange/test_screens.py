"""Tables in and out on the screen: who may, what is shown, what is refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Agency
from marketplace.exchange.models import ImportRun
from tests.agencies.screens import reads
from tests.factories import AgencyFactory, RegionFactory, ServiceItemFactory, UserFactory

from .tables import HEADINGS, as_csv, firm

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
HERE = "/admin/exchange/"
BOTH = pytest.mark.parametrize("language", ["zh-hans", "en"])


@pytest.fixture
def clerk(client):
    user = UserFactory(vetting=True)
    client.force_login(user)
    return user


def sent(client, content, key="agencies", name="agencies.csv"):
    return client.post(f"{HERE}{key}/import/", {"table": SimpleUploadedFile(name, content)})


@BOTH
def test_a_table_is_checked_then_brought_in(client, clerk, language):
    reads(clerk, language)
    region = RegionFactory()
    content = as_csv(HEADINGS, firm(1, region), firm(2, region, region="nowhere"))

    shown = client.get(HERE), client.get(f"{HERE}agencies/import/")
    checked = sent(client, content)
    run = client.get(checked["Location"])
    assert not Agency.objects.exists()
    client.post(checked["Location"], {"act": "begin"})
    done = client.get(checked["Location"])

    assert [page.status_code for page in (*shown, run, done)] == [200] * 4
    assert [each["row"] for each in run.context["problems"]] == [3]
    assert Agency.objects.count() == 1
    assert ImportRun.objects.get().state == "done"
    again = client.post(checked["Location"], {"act": "begin"})
    assert again.status_code == 422


@pytest.mark.usefixtures("clerk")
@pytest.mark.parametrize("content", [b"", b"\xff\xfe\xff", b"PK\x03\x04", as_csv(("colour",))])
def test_what_cannot_be_read_is_told(client, content):
    response = sent(client, content)

    assert response.status_code == 422
    assert response.context["form"].errors["table"]
    assert not ImportRun.objects.exists()


@pytest.mark.usefixtures("clerk")
def test_no_file_and_no_button_are_told(client):
    run = sent(client, as_csv(HEADINGS, firm(1, RegionFactory())))["Location"]

    assert client.post(f"{HERE}agencies/import/").status_code == 422
    unpressed = client.post(run)
    assert unpressed.status_code == 422
    assert "import.nothing_chosen" in unpressed.content.decode()
    assert client.post(run, {"act": "drop"}).status_code == 302
    assert ImportRun.objects.get().state == "dropped"


@pytest.mark.usefixtures("clerk")
def test_what_is_not_there_is_not_found(client):
    assert client.get(f"{HERE}nothing/import/").status_code == 404
    assert client.get(f"{HERE}agencies/export.pdf").status_code == 404
    assert client.get(f"{HERE}runs/I2026-000009/").status_code == 404


@pytest.mark.parametrize(
    ("duty", "imports", "exports"),
    [
        ("vetting", {"agencies"}, {"agencies", "catalogue"}),
        ("review", {"catalogue"}, {"catalogue"}),
        ("administrator", {"agencies", "catalogue"}, {"agencies", "catalogue"}),
        ("regulator", set(), {"catalogue"}),
        ("sanctions", set(), {"catalogue"}),
    ],
)
def test_each_duty_has_its_tables(client, duty, imports, exports):
    AgencyFactory()
    ServiceItemFactory()
    client.force_login(UserFactory(**{duty: True}))
    tables = ("agencies", "catalogue")

    may_import = {key for key in tables if client.get(f"{HERE}{key}/import/").status_code == 200}
    may_export = {key for key in tables if client.get(f"{HERE}{key}/export.csv").status_code == 200}

    assert (may_import, may_export) == (imports, exports)


def test_anothers_run_of_a_table_that_is_not_mine_is_refused(client, clerk):
    run = sent(client, as_csv(HEADINGS, firm(1, RegionFactory())))["Location"]
    client.force_login(UserFactory(review=True))

    assert client.get(run)["Location"] == "/admin/"
    assert client.post(run, {"act": "begin"})["Location"] == "/admin/"
    assert not Agency.objects.exists()
