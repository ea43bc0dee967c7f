"""An owner's investment projects."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.models import Event
from procurement.models import Project
from tests.factories import RegionFactory
from tests.factories.procurement import NoticeFactory, OwnerFactory, ProjectFactory

from .owner_pages import BROKEN_TEXTS, HONEST_TEXTS, as_member_of, queries

pytestmark = pytest.mark.django_db
NEW, ALL = "/desk/owner/projects/new/", "/desk/owner/projects/"
CODE = "2609-990100-04-01-000418"


@pytest.fixture
def owner(at):
    return OwnerFactory()


@pytest.fixture
def client(owner):
    return as_member_of(owner)


@pytest.fixture(autouse=True)
def region(db):
    return RegionFactory(code="yunpu")


def send(client, **changes):
    data = {
        "code": CODE,
        "name_zh": "澜岸路改造工程",
        "name_en": "Lan'an Road",
        "region": "yunpu",
        "investment": "86000000.00",
        "fiscal": "66.66",
        "loan": "33.34",
    }
    return client.post(NEW, data | changes)


def test_a_project_is_stored_with_its_funds(client, owner):
    response = send(client)

    project = Project.objects.get()
    assert response.url == ALL
    assert (project.owner, project.code) == (owner, CODE)
    assert project.investment_minor == 8_600_000_000
    assert dict(project.funds.values_list("kind", "share_bp")) == {"fiscal": 6666, "loan": 3334}
    assert Event.objects.get().kind == "project.registered"


def test_it_goes_on_to_the_first_notice_where_that_is_asked(client):
    response = send(client, do="begin")

    project = Project.objects.get()
    assert response.url == f"/desk/owner/notices/new/?project={project.public_id}"
    assert client.get(response.url).context["form"].initial["project"] == project.public_id


def test_full_width_figures_and_a_percent_sign_are_read(client):
    send(
        client,
        code="２６０９-990100-04-01-000418",
        investment="８６０００",
        fiscal="１００%",
        loan="",
    )

    project = Project.objects.get()
    assert (project.code, project.investment_minor) == (CODE, 8_600_000)
    assert dict(project.funds.values_list("kind", "share_bp")) == {"fiscal": 10_000}


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"code": "2609-990100-04-01-00041"}, "code"),
        ({"code": "260999010004010004180"}, "code"),
        ({"code": "٢٦٠٩-990100-04-01-000418"}, "code"),
        ({"code": ""}, "code"),
        ({"name_zh": ""}, "name_zh"),
        ({"name_zh": "x" * 161}, "name_zh"),
        *[({"name_zh": text}, "name_zh") for text in BROKEN_TEXTS],
        ({"name_en": SimpleUploadedFile("name.txt", b"name")}, "name_en"),
        ({"name_zh": SimpleUploadedFile("name.txt", b"name")}, "name_zh"),
        ({"region": "nowhere"}, "region"),
        ({"region": "\x00"}, "region"),
        ({"region": ""}, "region"),
        ({"investment": "0"}, "investment"),
        ({"investment": "1.005"}, "investment"),
        ({"investment": "٨٦٠٠"}, "investment"),
        ({"investment": "-1"}, "investment"),
        ({"investment": "9" * 14}, "investment"),
        ({"fiscal": "66.665"}, "fiscal"),
        ({"fiscal": "-1"}, "fiscal"),
        ({"fiscal": "١٠٠"}, "fiscal"),
        ({"fiscal": "100.01"}, "fiscal"),
        ({"fiscal": "most"}, "fiscal"),
        ({"fiscal": "66.65"}, "__all__"),
        ({"fiscal": "", "loan": ""}, "__all__"),
        ({"fiscal": "100", "loan": "100"}, "__all__"),
    ],
    ids=repr,
)
def test_a_wrong_fact_is_told_and_nothing_is_stored(changes, wrong, client):
    response = send(client, **changes)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [wrong]
    assert not Project.objects.exists()
    assert not Event.objects.exists()
    if changes.get("code") is None:
        assert f'value="{CODE}"' in response.content.decode()


def test_the_page_says_what_the_shares_make(client):
    response = client.post(f"/en{NEW}", {"fiscal": "66.65", "loan": "33.34"})

    page = response.content.decode()
    assert "The sources of funds make 99.99 %, and they must make 100 %." in page
    assert "funds.not_whole" in page


def test_a_code_that_is_taken_is_refused(client):
    ProjectFactory(code=CODE)

    response = send(client)

    assert response.status_code == 422
    assert "record.invalid" in response.content.decode()
    assert Project.objects.count() == 1


def test_a_second_click_stores_no_second_project(client):
    send(client)

    assert send(client).status_code == 422
    assert Project.objects.count() == 1


@pytest.mark.parametrize("name", HONEST_TEXTS)
def test_honest_text_is_kept_and_shown_as_text(name, client):
    send(client, name_zh=name)

    assert Project.objects.get().name_zh == name
    assert "<script>x" not in client.get(ALL).content.decode()


def test_a_megabyte_of_text_is_refused_before_it_is_read(client):
    assert send(client, name_zh="x" * 1_000_000).status_code == 413
    assert not Project.objects.exists()


def test_the_list_shows_ones_own_projects_with_money_and_notices(client, owner):
    project = ProjectFactory(owner=owner, fiscal_bp=2_550)
    NoticeFactory(owner=owner, project=project, open=True)
    NoticeFactory(owner=owner, project=project)
    theirs = ProjectFactory()

    response = client.get(f"/en{ALL}")

    [row] = response.context["rows"]
    assert (row.project, row.notices) == (project, 1)
    assert row.funds == [("Company's own money", "74.50%"), ("Public money", "25.50%")]
    assert f"?project={project.public_id}" in response.content.decode()
    assert theirs.name_en not in response.content.decode()


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "١", "1e3", "%00"])
def test_a_page_that_is_not_there_is_told(page, client, owner):
    ProjectFactory(owner=owner)

    assert client.get(f"{ALL}?page={page}").status_code in (400, 404)


@pytest.mark.parametrize("address", [ALL, "/desk/owner/", "/desk/owner/notices/new/"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_more_projects_cost_no_more_queries(address, language, client, owner):
    ProjectFactory(owner=owner)
    with_one = queries(client, f"{language}{address}")

    ProjectFactory.create_batch(2, owner=owner, fiscal_bp=5_000)

    assert queries(client, f"{language}{address}") == with_one
