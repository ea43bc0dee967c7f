import pytest
from django.urls import reverse

from marketplace.models import HallRules
from tests.factories import HallFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def rules_form(**changes):
    form = {
        "min_answers_public": 3,
        "min_answers_private": 1,
        "purchase_threshold": "1000000.00",
        "direct_limit": "50000.00",
        "window_min_hours": 24,
        "window_max_days": 60,
        "acceptance_days": 1,
        "publicity_days": 0,
        "review_days": 1,
        "overdue_review": "escalate",
        "vetting_days": 2,
        "overdue_vetting": "escalate",
        "result_publicity_days": 1,
        "comparison_publicity_days": 3,
        "confirmation_days": 1,
        "contract_days": 5,
        "contract_limit_days": 30,
        "filing_days": 2,
        "delivery_check_days": 5,
        "delivery_grace_days": 1,
        "yellow_percent": 80,
    }
    return form | changes


def test_halls_and_rules_are_listed_and_shown(client, administrator):
    hall = HallFactory()

    assert client.get(reverse("halls:index")).status_code == 200
    assert reverse("marketplace_adopt_rules", args=[hall.pk]) in (
        client.get(reverse("halls:inspect", args=[hall.pk])).content.decode()
    )
    assert client.get(reverse("hall_rules:index")).status_code == 200
    assert client.get(reverse("hall_rules:inspect", args=[hall.rules.pk])).status_code == 200


def test_a_hall_is_not_edited_as_a_row(client, administrator):
    hall = HallFactory()

    client.post(reverse("halls:edit", args=[hall.pk]), {"code": "other"})
    client.post(reverse("halls:delete", args=[hall.pk]))
    client.post(reverse("halls:add"), {"code": "second"})

    hall.refresh_from_db()
    assert hall.code == "demo"


def test_an_administrator_adopts_rules(client, administrator):
    hall = HallFactory()
    address = reverse("marketplace_adopt_rules", args=[hall.pk])

    assert client.get(address).status_code == 200
    response = client.post(address, rules_form(reviews_notices="on", direct_limit="60,000"))

    assert response.status_code == 302
    assert (hall.rules.version, hall.rules.reviews_notices) == (2, True)
    assert hall.rules.direct_limit_minor == 6_000_000


def test_an_administrator_sets_every_clock_of_the_hall(client, administrator):
    hall = HallFactory()
    changes = {
        "review_days": 2,
        "overdue_review": "pass",
        "vetting_days": 3,
        "overdue_vetting": "pass",
        "result_publicity_days": 0,
        "comparison_publicity_days": 5,
        "confirmation_days": 2,
        "contract_days": 10,
        "contract_limit_days": 45,
        "filing_days": 3,
        "delivery_check_days": 7,
        "delivery_grace_days": 2,
        "yellow_percent": 75,
    }

    client.post(reverse("marketplace_adopt_rules", args=[hall.pk]), rules_form(**changes))

    rules = hall.rules
    assert rules.version == 2
    assert {name: getattr(rules, name) for name in changes} == changes


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"direct_limit": "1.234"},
        {"publicity_days": "٣"},
        {"min_answers_public": "0"},
        {"window_min_hours": "49", "window_max_days": "2"},
        {"review_days": "0"},
        {"overdue_review": "vanish"},
        {"yellow_percent": "100"},
    ],
)
def test_rules_that_are_refused_are_told_and_nothing_is_adopted(client, administrator, changes):
    hall = HallFactory()

    response = client.post(
        reverse("marketplace_adopt_rules", args=[hall.pk]), rules_form(**changes)
    )

    assert response.status_code == 422
    assert HallRules.objects.count() == 1


def test_a_reviewer_does_not_adopt_rules(client):
    client.force_login(UserFactory(review=True))
    hall = HallFactory()

    client.post(
        reverse("marketplace_adopt_rules", args=[hall.pk]), rules_form(reviews_notices="on")
    )

    assert HallRules.objects.count() == 1
