import datetime as dt

import pytest
from django.utils import translation

from marketplace.kernel.refusal import Refusal
from marketplace.models import ServiceItem
from marketplace.purchasable import (
    check_credential_in_force,
    check_purchasable,
    why_not_purchasable,
)
from tests.factories import NOON, CredentialTypeFactory, ServiceItemFactory

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
TOMORROW = TODAY + dt.timedelta(days=1)
BARRED = [
    ("item.authority_pays", {"duty": "authority", "payer": "authority", "chosen_by": "authority"}),
    ("item.authority_pays", {"payer": "authority"}),
    ("item.assigned", {"chosen_by": "assigned"}),
    ("item.assigned", {"chosen_by": "authority"}),
    ("item.not_demandable", {"duty": "voluntary"}),
    ("item.retired", {"retired_on": TODAY}),
]


@pytest.mark.parametrize("duty", ["required", "conditional"])
def test_what_an_owner_must_buy_may_be_bought(duty):
    item = ServiceItemFactory(duty=duty)

    check_purchasable(item, TODAY)

    assert list(ServiceItem.objects.purchasable()) == [item]


@pytest.mark.parametrize(("code", "columns"), BARRED)
def test_what_no_owner_may_be_made_to_buy_is_refused_with_reason_and_way_out(code, columns):
    item = ServiceItemFactory(**columns)

    with pytest.raises(Refusal, match=f"^{code}$") as caught:
        check_purchasable(item, TODAY)

    assert str(item) in caught.value.message
    assert caught.value.next_step
    assert not ServiceItem.objects.purchasable().exists()


def test_an_item_can_be_bought_until_the_day_it_retires():
    item = ServiceItemFactory(retired_on=TOMORROW)

    assert why_not_purchasable(item, TODAY) is None
    assert why_not_purchasable(item, TOMORROW).code == "item.retired"


def test_a_credential_in_force_may_be_asked_for():
    check_credential_in_force(CredentialTypeFactory(), TODAY)
    check_credential_in_force(CredentialTypeFactory(abolished_on=TOMORROW), TODAY)


def test_an_abolished_credential_is_refused_with_the_day_and_what_stands_instead():
    new = CredentialTypeFactory(name_en="Credit platform")
    old = CredentialTypeFactory(
        name_en="EIA licence",
        abolished_on=TODAY,
        replaced_by=new,
        replacement_zh="改为登记。",
        replacement_en="Firms now register.",
    )

    with translation.override("en"), pytest.raises(Refusal) as no:
        check_credential_in_force(old, TODAY)

    assert no.value.code == "credential.abolished"
    assert "2 Mar 2026" in no.value.message
    assert no.value.message.endswith("Firms now register.")
    assert "Credit platform" in no.value.next_step


def test_where_nothing_stands_instead_it_says_so():
    old = CredentialTypeFactory(abolished_on=TODAY)

    with pytest.raises(Refusal) as no:
        check_credential_in_force(old, TODAY)

    assert no.value.code == "credential.abolished"
    assert no.value.next_step


def test_a_voluntary_credential_may_not_be_a_condition():
    with pytest.raises(Refusal) as no:
        check_credential_in_force(CredentialTypeFactory(is_voluntary=True), TODAY)

    assert no.value.code == "credential.voluntary"
