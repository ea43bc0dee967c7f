"""A hall's own fee terms in Wagtail's admin."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketplace.approvals.models import Approval
from marketplace.fees.models import FeeOverride
from tests.factories import HallFactory, ServiceItemFactory, UserFactory
from tests.factories.fees import schedule_of, scheduled_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client, at):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


@pytest.fixture
def hall(at):
    return HallFactory()


def address(hall, item) -> str:
    return reverse("marketplace_fees_item", args=[hall.pk, item.code])


def entered(**changes) -> dict:
    return {
        "policy": "market",
        "table": "",
        "share": "",
        "cap": "",
        "reason": "市里定的。",
    } | changes


def test_the_items_are_listed_with_both_terms(client, administrator, hall):
    item, schedule = scheduled_item(), schedule_of("670-2007")
    client.post(address(hall, item), entered(policy="cap", table=f"{schedule.key}:supervision"))

    page = client.get(reverse("marketplace_fees_hall", args=[hall.pk])).content.decode()

    assert "1283-1999:feasibility_prepare" in page
    assert "670-2007:supervision" in page


def test_the_list_asks_as_often_for_three_items_as_for_one(client, administrator, hall):
    address = reverse("marketplace_fees_hall", args=[hall.pk])
    ServiceItemFactory()
    client.get(address)

    with CaptureQueriesContext(connection) as one:
        client.get(address)
    ServiceItemFactory.create_batch(2)
    with CaptureQueriesContext(connection) as three:
        client.get(address)

    assert len(three) == len(one)


def test_a_share_is_put_in_force(client, administrator, hall):
    item = scheduled_item()
    form = entered(policy="cap_share", table="1283-1999:proposal_review", share="０.7")

    assert client.get(address(hall, item)).status_code == 200
    response = client.post(address(hall, item), form)

    override = FeeOverride.objects.get()
    assert response.status_code == 302
    assert (override.policy, override.kind, override.params) == (
        "cap_share",
        "proposal_review",
        {"share": "0.7"},
    )
    assert override.adopted_by == administrator


def test_a_cap_that_people_set_waits_for_a_signature(client, administrator, hall):
    item = ServiceItemFactory()

    response = client.post(address(hall, item), entered(policy="manual", cap="88000"))

    approval = Approval.objects.get()
    assert response.status_code == 302
    assert approval.facts == {"hall": hall.code, "item": item.code, "cap_fen": 8_800_000}
    assert not FeeOverride.objects.exists()


def test_terms_are_taken_back(client, administrator, hall):
    item = ServiceItemFactory()
    client.post(address(hall, item), entered())

    shown = client.get(address(hall, item)).content.decode()
    response = client.post(address(hall, item), {"withdraw": "1", "withdraw_reason": "错了。"})

    assert 'name="withdraw"' in shown
    assert response.status_code == 302
    assert FeeOverride.objects.order_by("version").last().withdrawn


@pytest.mark.parametrize(
    "form",
    [
        entered(reason=""),
        entered(policy="free"),
        entered(policy="cap"),
        entered(policy="cap", table="999-2099:x"),
        entered(policy="absolute"),
        entered(policy="absolute", cap="1.234"),
        entered(policy="market", cap="5"),
        {"withdraw": "1", "withdraw_reason": ""},
        {"withdraw": "1", "withdraw_reason": "x"},
    ],
)
def test_what_does_not_fit_together_is_refused(client, administrator, hall, form):
    response = client.post(address(hall, ServiceItemFactory()), form)

    assert response.status_code == 422
    assert not FeeOverride.objects.exists()


@pytest.mark.parametrize("duty", ["review", "editor", "regulator", "vetting"])
def test_only_administrators_give_a_hall_its_own_terms(client, hall, duty):
    item = ServiceItemFactory()
    client.force_login(UserFactory(**{duty: True}))

    response = client.post(address(hall, item), entered())

    assert response.get("Location") != reverse("marketplace_fees_hall", args=[hall.pk])
    assert not FeeOverride.objects.exists()


def test_the_menu_leads_there(client, administrator, hall):
    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert reverse("marketplace_fees_hall", args=[hall.pk]) in page


def test_an_unknown_hall_or_item_is_404(client, administrator, hall):
    assert client.get(reverse("marketplace_fees_hall", args=[99])).status_code == 404
    assert client.get(reverse("marketplace_fees_item", args=[hall.pk, "NONE"])).status_code == 404
