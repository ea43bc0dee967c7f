"""Step 2: who must not answer, and how many agencies are left."""

import pytest

from procurement.models import Notice
from tests.factories import CredentialTypeFactory, OrganisationFactory, ServiceItemFactory
from tests.factories.agencies import AgencyFactory, CredentialFactory
from tests.factories.procurement import ProjectFactory, qualified_agency

from .owner_pages import BROKEN_TEXTS, draft, filled_terms, step

pytestmark = pytest.mark.django_db
NAME = "清越环境咨询有限公司"


@pytest.fixture
def owner(owner_again):
    return owner_again


@pytest.fixture
def client(owners_browser):
    return owners_browser


@pytest.fixture(scope="module")
def kept_notice(kept_owner):
    return draft(kept_owner)


@pytest.fixture
def notice(kept_notice, at):
    return Notice.objects.get(pk=kept_notice.pk)


def send(client, notice, **changes):
    return client.post(step("terms", notice), filled_terms(notice, **changes))


# --- The avoidance list


@pytest.mark.parametrize(
    ("agency", "reason", "wrong"),
    [
        ("agency-000000", "a reason", "avoid-0-agency"),
        ("Nobody at all", "a reason", "avoid-0-agency"),
        ("", "a reason without an agency", "avoid-0-agency"),
        ("Known One", "", "avoid-0-reason"),
        ("Known One", "x" * 501, "avoid-0-reason"),
        ("Known", "two are called so", "avoid-0-agency"),
        *[("Known One", text, "avoid-0-reason") for text in BROKEN_TEXTS],
        *[(text, "a reason", "avoid-0-agency") for text in BROKEN_TEXTS],
    ],
)
def test_a_wrong_avoidance_is_told(agency, reason, wrong, client, notice):
    for name in ("Known One", "Known Two"):
        AgencyFactory(organisation=OrganisationFactory(name_en=name))

    response = send(client, notice, avoid__0__agency=agency, avoid__0__reason=reason)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [wrong]
    assert not notice.avoidances.exists()


@pytest.mark.parametrize("typed", ["agency-700001", "ａｇｅｎｃｙ－700001", "清越", NAME])
def test_an_agency_is_found_by_its_id_and_by_its_name(typed, client, notice):
    organisation = OrganisationFactory(name_zh=NAME)
    agency = AgencyFactory(public_id="agency-700001", organisation=organisation)

    response = send(client, notice, avoid__0__agency=typed, avoid__0__reason="有关联")

    assert response.status_code == 302
    assert notice.avoidances.get().agency == agency


def test_the_same_agency_stands_on_the_list_once(client, notice):
    agency = AgencyFactory()
    rows = {f"avoid__{n}__agency": agency.public_id for n in (0, 1)}

    response = send(client, notice, **rows, avoid__0__reason="first", avoid__1__reason="second")

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["avoid-1-agency"]


def test_more_rows_come_by_a_button_and_keep_what_was_typed(client, notice):
    response = send(
        client,
        notice,
        do="more-avoid",
        avoid__2__agency="清越",
        avoid__2__reason="有关联",
        scope="道路",
    )

    page = response.content.decode()
    assert response.status_code == 422  # nobody is called so, and that is told at once
    assert 'name="avoid-5-agency"' in page
    assert 'value="有关联"' in page
    assert "道路" in page
    assert not notice.avoidances.exists()


def test_rows_without_end_are_refused(client, notice):
    response = send(client, notice, avoid__999999__agency="x", avoid__999999__reason="y")

    assert response.status_code == 422
    assert not notice.avoidances.exists()


# --- How many qualify


def reach(response):
    found = response.context["reach"]
    return found.listed, found.offering, found.holding, found.qualified


def test_the_page_says_how_many_agencies_each_condition_leaves(client, owner):
    asked = CredentialTypeFactory()
    item = ServiceItemFactory(requires=[(asked, "B")])
    notice = draft(owner, items=[item])
    AgencyFactory()
    AgencyFactory(offers=[item])
    first, second = (AgencyFactory(offers=[item], holds=[(asked, grade)]) for grade in "AB")
    send(client, notice, avoid__0__agency=first.public_id, avoid__0__reason="有关联")

    response = client.get(step("terms", notice))

    assert reach(response) == (4, 3, 2, 1)
    agencies = client.get(step("agencies", notice))
    assert list(agencies.context["page"]) == [second]


def test_counting_again_stores_nothing(client, notice):
    asked, agencies = CredentialTypeFactory(), [qualified_agency(notice) for _n in range(3)]
    CredentialFactory(agency=agencies[0], type=asked, grade=asked.grades.get(code="A"))
    line = notice.lines.get()

    response = send(
        client, notice, do="count", grade__0=f"{asked.code}.A", **{f"ceiling-{line.pk}": ""}
    )

    assert response.status_code == 200
    assert reach(response) == (3, 3, 1, 1)
    assert not notice.requirements.exists()


@pytest.mark.parametrize(
    ("fiscal_bp", "qualified", "is_short"),
    [(10_000, 2, True), (1, 3, False), (0, 1, False), (0, 0, True)],
)
def test_it_warns_when_fewer_qualify_than_answers_are_needed(
    fiscal_bp, qualified, is_short, client, owner
):
    project = ProjectFactory(owner=owner, fiscal_bp=fiscal_bp)
    notice = draft(owner, project=project, agencies=qualified)

    response = client.get(f"/en{step('terms', notice)}")

    assert response.context["is_short"] is is_short
    assert ("so it would fail" in response.content.decode()) is is_short
