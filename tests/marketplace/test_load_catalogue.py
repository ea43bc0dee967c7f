import copy

import pytest

from marketplace.commands import load_catalogue
from marketplace.data import shipped_catalogue
from marketplace.models import (
    CredentialGrade,
    Region,
    ServiceCategory,
    ServiceItem,
)
from tests.factories import DAY, NOON

from .catalogue_files import small

pytestmark = pytest.mark.django_db

SHIPPED = shipped_catalogue()


@pytest.fixture
def shipped():
    return copy.deepcopy(SHIPPED)


def load(data, at=NOON):
    return load_catalogue(data=data, at=at)


def test_a_grade_that_the_file_leaves_out_stays_after_the_others():
    load(small())
    data = small()
    data["credential_types"][0]["grades"] = [{"code": "C", "name_zh": "丙", "name_en": "C"}]
    data["items"][0]["required_credentials"]["list"] = []

    load(data)
    load(data)

    grades = CredentialGrade.objects.order_by("rank").values_list("rank", "code")
    assert list(grades) == [(1, "C"), (2, "A"), (3, "B")]


def test_a_category_may_stand_before_the_one_above_it(shipped):
    shipped["categories"].reverse()

    load(shipped)

    assert ServiceCategory.objects.get(code="ENVIRONMENT").parent.code == "RES"
    assert load(shipped) == ([], [], [])


def test_required_credentials_follow_the_file():
    load(small())
    changed = small(required_credentials={"rule": "all", "list": []})

    change = load(changed)

    assert [row.code for row in change.changed] == ["EIA-01"]
    assert not ServiceItem.objects.get().required_credentials.exists()


def test_an_item_that_is_left_out_retires_and_may_come_back():
    load(small())
    other = small(code="EIA-02")

    assert load(other, at=NOON + DAY).retired == [("item", "EIA-01")]
    assert load(other, at=NOON + DAY).retired == []
    retired = ServiceItem.objects.get(code="EIA-01")
    assert retired.retired_on == (NOON + DAY).date()
    assert [row.code for row in load(small()).changed] == ["EIA-01"]


def test_regions_may_be_a_section_of_their_own():
    city = {"code": "city", "name_zh": "市", "name_en": "City"}
    district = {"code": "east", "name_zh": "东区", "name_en": "East", "parent": "city"}

    load({"regions": [district, city]})

    assert Region.objects.get(code="east").parent.code == "city"


def test_a_file_without_items_retires_none():
    load(small())

    change = load({"departments": [{"code": "NEW", "name_zh": "新局", "name_en": "New"}]})

    assert change == ([("department", "NEW")], [], [])


def test_text_is_stored_composed_and_stays_the_same():
    cafe = small(name_en=" Cafe\u0301 survey ")

    load(cafe)

    assert ServiceItem.objects.get().name_en == "Café survey"
    assert load(cafe) == ([], [], [])
