"""A stranger's mode is chosen in the wizard like ours, and decides a real notice."""

import pytest
from django.core.management import call_command

from marketplace.kernel.money import Money
from procurement.commands import place_response
from procurement.forms.mode import ModeForm
from procurement.models import Notice
from procurement.modes.base import Parameter, SelectionMode
from procurement.outlook import window
from tests.factories import DAY, HOUR, NOON, HallRulesFactory, ServiceItemFactory, UserFactory
from tests.factories.agencies import AgencyFactory
from tests.factories.procurement import OwnerFactory, ProjectFactory

from .owner_pages import as_member_of, filled_terms, step

pytestmark = pytest.mark.django_db


class Choosy(SelectionMode):
    """A stranger's mode that asks for one thing of every kind."""

    key = "choosy"
    label = "Choosy"
    parameters = (
        Parameter("partner", "Partner", kind="agency"),
        Parameter("colour", "Colour", kind="choice", choices=(("red", "Red"), ("blue", "Blue"))),
        Parameter("motto", "Motto", help="One line."),
        Parameter("story", "Story", kind="prose"),
    )

    def decide(self, ballot):
        raise NotImplementedError


def test_a_field_is_made_for_every_kind_of_parameter(at):
    agency, rules = AgencyFactory(), HallRulesFactory(direct_limit_minor=Money(1).minor)
    typed = {"partner": agency.public_id, "colour": "blue", "motto": "一", "story": "一\n二"}
    data = {f"choosy-{name}": value for name, value in typed.items()}
    data |= {"choosy-closes_at_0": "2026-03-04", "choosy-closes_at_1": "17:00"}

    form = ModeForm(
        data, {}, mode=Choosy, agencies=[agency], closed={}, window=window(rules, at=NOON)
    )

    assert form.is_valid(), form.errors
    assert form.params() == typed


def published(client, project, item) -> Notice:
    """Take a notice through all four steps, with the stranger's mode."""
    begun = {"project": project.public_id, "items": [item.code]}
    client.post("/desk/owner/notices/new/", begun)
    notice = Notice.objects.get()
    client.post(step("terms", notice), filled_terms(notice))
    close = {"median_price-closes_at_0": "2026-03-04", "median_price-closes_at_1": "12:00"}
    client.post(step("mode", notice), {"mode": "median_price", **close})
    response = client.post(step("review", notice))
    assert response.url == notice.get_absolute_url()
    notice.refresh_from_db()
    return notice


def test_a_strangers_mode_decides_a_notice_of_the_wizard(at):
    owner, item = OwnerFactory(), ServiceItemFactory()
    client = as_member_of(owner)
    agencies = [AgencyFactory(offers=[item]) for _number in range(3)]
    notice = published(client, ProjectFactory(owner=owner, fiscal_bp=10_000), item)
    line = notice.lines.get()
    for agency, price in zip(agencies, (1_000_000, 1_200_000, 1_500_000), strict=True):
        place_response(
            notice_id=notice.pk,
            agency_id=agency.pk,
            price=Money(price),
            promised={line.pk: 5},
            by=UserFactory(),
            at=NOON + HOUR,
        )

    for passed in range(6):
        at(NOON + 2 * DAY + (passed + 1) * HOUR)
        call_command("tick")

    notice.refresh_from_db()
    assert notice.mode_key == "median_price"
    assert notice.award.winner == agencies[1]
    assert notice.award.price == Money(1_200_000)
    page = client.get("/en/desk/owner/").content.decode()
    assert agencies[1].organisation.name_en in page
    assert "Nearest to the median" in page
