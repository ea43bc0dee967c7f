import io

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Site

from marketplace.commands import adopt_rules, open_hall
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event, Hall, HallRules
from tests.factories import DAY, NOON, HallFactory, UserFactory

pytestmark = pytest.mark.django_db

NAMES = {
    "code": "demo",
    "name_zh": "演示市中介服务超市",
    "name_en": "Demo City Supermarket",
    "city_zh": "演示市",
    "city_en": "Demo City",
    "complaint_phone": "0990-12345",
}


def test_a_hall_opens_with_its_first_rules():
    hall = open_hall(**NAMES, publicity_days=7, at=NOON)

    assert Hall.objects.current() == hall
    assert (hall.rules.version, hall.rules.publicity_days) == (1, 7)
    assert hall.rules.adopted_at == NOON
    assert hall.rules.direct_limit == Money(5_000_000)


def test_the_record_tells_names_and_rules_with_amounts_in_fen():
    open_hall(**NAMES, at=NOON)

    opened, adopted = Event.objects.of("hall:demo")
    assert (opened.kind, opened.facts["city_en"]) == ("hall.opened", "Demo City")
    assert (adopted.kind, adopted.facts["version"]) == ("rules.adopted", 1)
    assert adopted.facts["purchase_threshold_fen"] == 100_000_000
    assert adopted.facts["min_answers_public"] == 3
    assert adopted.facts["overdue_review"] == "escalate"
    assert adopted.facts["yellow_percent"] == 80


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("hall.exists", {"code": "old"}),
        ("record.invalid", {"code": "no slug!"}),
        ("record.invalid", {"name_zh": ""}),
        ("record.invalid", {"name_zh": "演示\u202e市"}),
        ("record.invalid", {"min_answers_public": 0}),
        ("record.invalid", {"window_min_hours": 0}),
        ("record.invalid", {"window_min_hours": 49, "window_max_days": 2}),
    ],
)
def test_a_hall_that_cannot_be_opened_leaves_nothing_behind(code, changes):
    HallFactory(code="old")

    with pytest.raises(Refusal, match=f"^{code}$"):
        open_hall(**NAMES | changes, at=NOON)

    assert Hall.objects.count() == HallRules.objects.count() == 1
    assert not Event.objects.exists()


def test_new_rules_are_a_new_version():
    hall = HallFactory()
    user = UserFactory()

    rules = adopt_rules(hall_id=hall.pk, by=user, at=NOON + DAY, reviews_notices=True)

    assert (rules.version, rules.reviews_notices) == (2, True)
    assert hall.rules == rules
    assert not hall.rule_versions.get(version=1).reviews_notices
    event = Event.objects.get()
    assert (event.kind, event.facts["reviews_notices"]) == ("rules.adopted", True)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("rules.unchanged", {}),
        ("rules.unchanged", {"publicity_days": 0}),
        ("record.invalid", {"min_answers_private": 0}),
        ("record.invalid", {"window_max_days": 0}),
        ("record.invalid", {"yellow_percent": 100}),
        ("record.invalid", {"review_days": 0}),
        ("record.invalid", {"overdue_vetting": "vanish"}),
    ],
)
def test_rules_that_are_refused_leave_the_old_ones_in_force(code, changes):
    hall = HallFactory()

    with pytest.raises(Refusal, match=f"^{code}$"):
        adopt_rules(hall_id=hall.pk, by=None, at=NOON, **changes)

    assert hall.rules.version == 1
    assert not Event.objects.exists()


def test_a_rule_that_halls_do_not_have_is_a_mistake_of_the_caller():
    with pytest.raises(TypeError, match="colour"):
        adopt_rules(hall_id=HallFactory().pk, by=None, at=NOON, colour="blue")


def arguments(**changes):
    return [f"--{name.replace('_', '-')}={value}" for name, value in (NAMES | changes).items()]


def test_a_hall_opens_from_the_command_line_on_the_default_site():
    out = io.StringIO()

    call_command("open_hall", *arguments(), stdout=out)

    assert out.getvalue() == "demo: open\n"
    assert Hall.objects.get().site == Site.objects.get(is_default_site=True)


def test_the_command_line_tells_in_one_line_why_no_hall_was_opened():
    HallFactory()

    with pytest.raises(CommandError) as caught:
        call_command("open_hall", *arguments())

    assert "demo" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_without_a_hall_the_way_out_is_named():
    with pytest.raises(Refusal) as caught:
        Hall.objects.current()

    assert caught.value.code == "hall.missing"
    assert "open_hall" in str(caught.value.next_step)
