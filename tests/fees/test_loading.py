"""Loading schedules: all or none, in place until used, then the next version."""

import copy
import io
import json

import pytest
from django.core.management import CommandError, call_command

from marketplace.commands import load_catalogue
from marketplace.fees.commands import load_fee_schedules
from marketplace.fees.data import shipped_schedules
from marketplace.fees.domain.figures import Figures
from marketplace.fees.models import FeeSchedule
from marketplace.fees.parts import assess, store, terms_for
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from tests.factories import NOON, HallFactory
from tests.factories.fees import scheduled_item
from tests.marketplace.catalogue_files import small

pytestmark = pytest.mark.django_db
SCHEDULES = {row["key"]: row for row in shipped_schedules()}


def row(name="670-2007", /, **changes) -> dict:
    return copy.deepcopy(SCHEDULES[name]) | changes


def load(*rows):
    return load_fee_schedules(rows=list(rows), at=NOON)


def versions(key="670-2007") -> list[tuple[int, str]]:
    rows = FeeSchedule.objects.filter(key=key).order_by("version")
    return list(rows.values_list("version", "title_zh"))


def test_a_second_load_changes_nothing():
    first, second = load(*SCHEDULES.values()), load(*SCHEDULES.values())

    assert len(first[0]) == 8
    assert second == ([], [])
    [event] = Event.objects.of("catalogue")
    assert {"kind": "fee_schedule", "code": "670-2007"} in event.facts["added"]


def test_an_unused_version_is_written_over():
    load(row())

    load(row(title_zh="新的标题"))

    assert versions() == [(1, "新的标题")]
    assert Event.objects.of("catalogue").last().facts["changed"] == [
        {"kind": "fee_schedule", "code": "670-2007"}
    ]


def test_a_used_version_stays_and_the_next_one_is_added(at):
    hall, item = HallFactory(), scheduled_item("670-2007", "supervision")
    store(assess(terms_for(item, hall), Figures(base=10**7)), hall=hall, item=item, at=NOON)

    load(row(title_zh="新的标题"))
    load(row(title_zh="新的标题"))

    assert versions() == [(1, SCHEDULES["670-2007"]["title_zh"]), (2, "新的标题")]
    assert terms_for(item, hall).schedule.version == 2


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        (None, "fee_schedules"),
        ({}, "fee_schedules"),
        ("rows", "fee_schedules"),
        ([5], "fee_schedules[0]"),
        ([row(key="no key!")], "no key!.key"),
        ([row(title_zh="")], "670-2007.title_zh"),
        ([row(status="maybe")], "670-2007.status"),
        ([row(rule="magic")], "670-2007.rule"),
        ([row(adopted_on="yesterday")], "670-2007.adopted_on"),
        ([row(in_force_from="2016-01-01")], "670-2007"),
        ([row(params={})], "670-2007.params: "),
        ([row(), row()], "670-2007"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_loaded(rows, place):
    rows = [row("1980-2002"), *rows] if isinstance(rows, list) else rows

    with pytest.raises(Refusal, match=r"^fee\.schedules_invalid$") as caught:
        load_fee_schedules(rows=rows, at=NOON)

    assert place.replace("[0]", "[1]") in str(caught.value.message)
    assert not FeeSchedule.objects.exists()
    assert not Event.objects.exists()


def test_decimals_of_a_file_stay_exact(tmp_path):
    file, out = tmp_path / "schedules.json", io.StringIO()
    params = row()["params"]
    params["kinds"][0]["points"][0] = [500, 16.5]
    file.write_text(json.dumps({"schedules": [row(params=params)]}), encoding="utf-8")

    call_command("load_fee_schedules", str(file), stdout=out)

    assert out.getvalue() == "1 added, 0 changed\n"
    assert FeeSchedule.objects.get().params["kinds"][0]["points"][0] == [500, "16.5"]


def test_the_command_loads_what_is_shipped(at):
    out = io.StringIO()

    call_command("load_fee_schedules", stdout=out)

    assert out.getvalue() == "8 added, 0 changed\n"


@pytest.mark.parametrize("content", ["{", '[{"key": "A"}]', '{"schedules": [[]]}'])
def test_a_bad_file_is_refused_in_one_line(tmp_path, content):
    file = tmp_path / "schedules.json"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError) as caught:
        call_command("load_fee_schedules", str(file))

    assert "\n" not in str(caught.value)
    assert not FeeSchedule.objects.exists()


def test_a_catalogue_does_not_set_back_what_staff_have_changed():
    data = small(fee={"policy": "cap", "schedule": "670-2007"})
    load_catalogue(data=data, at=NOON)
    FeeSchedule.objects.filter(key="670-2007").update(title_zh="大厅改过")

    load_catalogue(data=data, at=NOON)

    assert versions() == [(1, "大厅改过")]


def test_a_catalogue_without_schedules_brings_none():
    load_catalogue(data=small(), at=NOON)

    assert not FeeSchedule.objects.exists()


def test_a_catalogue_may_carry_its_own_schedules():
    data = small(fee={"policy": "cap", "schedule": "city"})

    load_catalogue(data=data | {"fee_schedules": [row(key="city")]}, at=NOON)

    assert list(FeeSchedule.objects.values_list("key", flat=True)) == ["city"]
