"""A bundle of the chart is bought as one notice, from the chart to the award."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.test import Client

from marketplace.models import Bundle, ServiceItem
from procurement import commands
from procurement.models import Notice
from tests.factories import NOON, UserFactory
from tests.factories.procurement import OwnerFactory, ProjectFactory, qualified_agency
from tests.marketplace.city import kept_city
from tests.procurement.owner_pages import as_member_of, step

pytestmark = pytest.mark.django_db
GRACE = dt.timedelta(seconds=15)
SECOND = dt.timedelta(seconds=1)
THREE = ["CON-02", "ENE-01", "SSR-01"]


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    with kept_city(django_db_blocker) as hall:
        yield hall


@pytest.fixture
def owner(kept, at):
    return OwnerFactory()


@pytest.fixture
def client(owner):
    return as_member_of(owner)


@pytest.fixture
def project(owner):
    return ProjectFactory(owner=owner, investment_minor=10_000_000_000)


def way_to_buy(client, project, bundle="three-evaluations-in-one") -> str:
    """Return where the button of the bundle on the school's chart leads."""
    page = client.get(f"/en/projects/school/?project={project.public_id}")
    node = next(each for each in page.context["chart"].bundles if each.bundle.code == bundle)
    return page.context["purchase"].address(node.buyable)


def begun(client, project) -> Notice:
    """Follow the button, send the wizard's first step as it stands, and return the draft."""
    address = way_to_buy(client, project)
    form = client.get(address).context["form"]
    sent = {"project": form["project"].value(), "items": sorted(form.ticked()), "do": "next"}
    response = client.post(address, sent)
    notice = Notice.objects.get()
    assert response.url == step("terms", notice)
    return notice


def with_terms(client, notice, **more):
    lines = {line.item.code: line for line in notice.lines.select_related("item")}
    wanted = {"CON-02": ("120000.00", "24"), "ENE-01": ("90000.00", "15")}
    wanted |= {"SSR-01": ("60000.00", "10")}
    form = client.get(step("terms", notice)).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"do": "next"}
    for code, (ceiling, days) in wanted.items():
        sent |= {f"ceiling-{lines[code].pk}": ceiling, f"days-{lines[code].pk}": days}
    sent[f"fee-{lines['CON-02'].pk}-base"] = "100000000.00"
    return client.post(step("terms", notice), sent | more)


def test_a_bundle_begins_with_all_its_lines_for_the_owners_project(client, owner, project):
    notice = begun(client, project)

    assert [line.item.code for line in notice.lines.select_related("item")] == THREE
    assert notice.project == project
    assert [line.standard_days for line in notice.lines.all()] == [25, 20, 20]
    assert [line.cap_minor for line in notice.lines.all()][1:] == [22_000_000, 15_000_000]


def test_each_line_keeps_its_own_cap_and_days(client, owner, project):
    notice = begun(client, project)

    refused = with_terms(client, notice, **{f"days-{notice.lines.all()[1].pk}": "21"})
    assert refused.status_code == 422
    assert with_terms(client, notice).status_code == 302

    lines = list(notice.lines.all())
    notice.refresh_from_db()
    assert [line.required_days for line in lines] == [24, 15, 10]
    assert notice.ceiling_minor == sum(line.ceiling_minor for line in lines) == 27_000_000
    assert lines[0].cap_minor >= lines[0].ceiling_minor


def test_from_the_chart_to_the_award(client, owner, project, at):
    notice = begun(client, project)
    with_terms(client, notice)
    closes_at = NOON + dt.timedelta(days=5)
    user = UserFactory()
    commands.choose_mode(
        notice_id=notice.pk,
        mode_key="random_draw",
        params={},
        closes_at=closes_at,
        by=user,
        at=NOON,
    )
    notice = commands.publish_notice(notice_id=notice.pk, by=user, at=NOON)
    for _each in range(4):
        agency = qualified_agency(notice)
        promised = {line.pk: line.required_days for line in notice.lines.all()}
        commands.place_response(
            notice_id=notice.pk,
            agency_id=agency.pk,
            price=None,
            promised=promised,
            by=user,
            at=NOON,
        )
    for number in range(4):
        at(closes_at + GRACE + number * SECOND)
        call_command("tick")

    notice.refresh_from_db()
    assert notice.state == "awarded"
    page = Client().get(f"/en{notice.get_absolute_url().removeprefix('/en')}")
    assert page.context["bundle"].bundle.code == "three-evaluations-in-one"
    assert page.context["bundle"].is_whole
    assert "these services are bought as one." in page.content.decode()
    assert "24 working days" in page.content.decode()  # the longest line's, they run side by side


def test_what_nobody_may_demand_does_not_come_along(client, owner, project):
    surveys = client.get("/en/bundles/three-surveys-in-one/")

    address = surveys.context["purchase"].address(surveys.context["node"].buyable)

    assert address.endswith("?item=SUR-03&item=SUR-05")
    page = client.get(address)
    assert page.context["form"].ticked() == {"SUR-03", "SUR-05"}
    assert (page.context["bundle"].count, page.context["bundle"].whole) == (2, 3)


def test_one_service_of_a_bundle_is_no_bundle(client, owner, project):
    page = client.get("/desk/owner/notices/new/?item=ENE-01")

    assert page.context["bundle"] is None


def test_a_bundle_that_loses_an_item_buys_the_rest(client, owner, project):
    ServiceItem.objects.filter(code="SSR-01").update(retired_on=NOON.date())

    assert "SSR-01" not in way_to_buy(client, project)
    assert len(begun(client, project).lines.all()) == 2


def test_only_owners_are_offered_to_buy(owner, project):
    stranger = Client()
    stranger.force_login(UserFactory())

    assert stranger.get("/projects/school/").context["purchase"] is None
    visitor = Client().get("/projects/school/").context["purchase"]
    assert not visitor.is_owner
    assert Client().get(visitor.address(Bundle.objects.first().items.all())).status_code == 302


def test_anothers_project_in_the_address_counts_for_nothing(client, owner):
    other = ProjectFactory()

    page = client.get(f"/projects/school/?project={other.public_id}")

    assert page.context["purchase"].project == ""
