"""Project types come from the file with their stages, approvals, items and public services."""

import copy

import pytest

from marketplace.commands import load_catalogue
from marketplace.data import shipped_catalogue
from marketplace.kernel.refusal import Refusal
from marketplace.models import ApprovalItem, Event, ProjectStage, ProjectType, PublicService
from tests.factories import DAY, NOON

from .catalogue_files import small, with_project_type

pytestmark = pytest.mark.django_db

SHIPPED = shipped_catalogue()


def load(data, at=NOON):
    return load_catalogue(data=data, at=at)


def refused(data) -> str:
    with pytest.raises(Refusal) as caught:
        load(data)
    assert caught.value.code == "catalogue.invalid"
    assert not ProjectType.objects.exists()
    return str(caught.value.message)


def test_the_shipped_project_types_are_whole():
    load(copy.deepcopy(SHIPPED))

    types = ProjectType.objects.for_list()
    assert list(types.values_list("code", "fund")) == [
        ("plant", "private"),
        ("school", "public"),
        ("road", "public"),
        ("housing", "private"),
    ]
    assert ProjectStage.objects.count() == 16
    assert ApprovalItem.objects.count() == sum(
        len(stage["approvals"]) for each in SHIPPED["project_types"] for stage in each["stages"]
    )
    energy = ApprovalItem.objects.get(project_type__code="plant", name_zh__contains="节能审查")
    assert (energy.department.code, energy.standard_days) == ("DRC", 10)
    assert {item.code for item in energy.items.all()} == {"ENE-01", "ENE-02"}
    assert PublicService.objects.filter(project_type__code="housing").count() == 16


def test_a_second_load_changes_nothing():
    load(with_project_type())

    assert load(with_project_type(), at=NOON + DAY) == ([], [], [])
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"target_working_days": 9},
        {"approvals": [], "items": []},
        {"public_services": []},
        {"stage": "acceptance"},
    ],
)
def test_a_project_type_follows_the_file(change):
    load(with_project_type())
    data = with_project_type()
    data["project_types"][0]["stages"][0] |= change

    assert load(data) == ([], [("project_type", "plant")], [])
    assert load(data) == ([], [], [])


def test_an_approval_that_stays_keeps_its_row_and_one_that_goes_is_gone():
    load(with_project_type())
    before = ApprovalItem.objects.get(name_zh="环评审批").pk
    data = with_project_type()
    stage = data["project_types"][0]["stages"][0]
    stage["approvals"].insert(
        0, {"name_zh": "备案", "name_en": "Filing", "department": "EEB", "working_days": 1}
    )
    stage["approvals"][1] |= {"working_days": 12, "items": []}
    stage["items"] = []

    load(data)

    kept = ApprovalItem.objects.get(pk=before)
    assert (kept.place, kept.standard_days, kept.items.count()) == (1, 12, 0)
    assert ApprovalItem.objects.count() == 2

    load(with_project_type())

    assert [each.pk for each in ApprovalItem.objects.all()] == [before]


def test_project_types_that_a_file_leaves_out_stay():
    load(with_project_type())

    load(small())

    assert ProjectType.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"fund": "gold"}, "project_types[0] plant.fund"),
        ({"stages": []}, "project_types[0] plant.stages"),
        ({"name_en": None}, "project_types[0] plant.name_en"),
        ({"fee_factors": {"125-2002": "x"}}, "project_types[0] plant.fee_factors.125-2002"),
    ],
)
def test_a_bad_project_type_is_named_with_its_place(change, place):
    data = with_project_type()
    data["project_types"][0] |= change

    assert f"{place}:" in refused(data)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"stage": "later"}, "stages[0].stage"),
        ({"target_working_days": 0}, "plant.approval"),
        ({"target_working_days": "8"}, "stages[0] approval.target_working_days"),
        ({"items": []}, "stages[0] approval.items"),
        ({"approvals": [{"name_zh": "甲"}]}, "approvals[0].department"),
        ({"public_services": [{"name_zh": "帮办"}]}, "public_services[0].name_en"),
        ({"public_services": [{"name_zh": "帮", "name_en": "A"}] * 2}, "approval.public_services"),
    ],
)
def test_a_bad_stage_is_named_with_its_place(change, place):
    data = with_project_type()
    data["project_types"][0]["stages"][0] |= change

    assert place in refused(data)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"items": ["EIA-01", "NONE"]}, "approvals[0].items"),
        ({"department": "NONE"}, "approvals[0].department"),
        ({"working_days": -1}, "approvals[0].working_days"),
        ({"working_days": 4_000}, "plant.approval"),
        ({"name_zh": "长" * 121}, "plant.approval.name_zh"),
    ],
)
def test_a_bad_approval_is_named_with_its_place(change, place):
    data = with_project_type()
    data["project_types"][0]["stages"][0]["approvals"][0] |= change

    assert place in refused(data)


def test_a_stage_that_stands_twice_is_refused():
    data = with_project_type()
    data["project_types"][0]["stages"] *= 2

    assert "stages[1] approval.stage:" in refused(data)
