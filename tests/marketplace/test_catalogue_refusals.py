"""A bad row is named with its place, and nothing of the file is stored."""

import pytest

from marketplace.commands import load_catalogue
from marketplace.fees.models import FeeSchedule
from marketplace.kernel.refusal import Refusal
from marketplace.models import Department, Event
from tests.factories import NOON

from .catalogue_files import small

pytestmark = pytest.mark.django_db


def refused(data) -> str:
    """Return the message with which a file is refused, after showing that nothing was stored."""
    with pytest.raises(Refusal) as caught:
        load_catalogue(data=data, at=NOON)
    assert caught.value.code == "catalogue.invalid"
    assert not Department.objects.exists()
    assert not FeeSchedule.objects.exists()
    assert not Event.objects.exists()
    return str(caught.value.message)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"stage": "later"}, "items[0] EIA-01.stage"),
        ({"standard_days": "20"}, "items[0] EIA-01.standard_days"),
        ({"standard_days": 0}, "items[0] EIA-01"),
        ({"standard_days": 3_651}, "items[0] EIA-01"),
        ({"standard_days": True}, "items[0] EIA-01.standard_days"),
        ({"name_zh": None}, "items[0] EIA-01.name_zh"),
        ({"name_zh": "长" * 121}, "items[0] EIA-01.name_zh"),
        ({"name_zh": "环\u202e评"}, "items[0] EIA-01.name_zh"),
        ({"code": "no slug!"}, "items[0] no slug!.code"),
        ({"category": "NONE"}, "items[0] EIA-01.category"),
        ({"fee": {"policy": "free"}}, "items[0] EIA-01.fee.policy"),
        ({"fee": {"policy": "cap"}}, "items[0] EIA-01.fee.schedule"),
        ({"fee": {"policy": "market", "schedule": "670-2007"}}, "items[0] EIA-01.fee.schedule"),
        ({"fee": {"policy": "cap", "schedule": "670-2002"}}, "items[0] EIA-01.fee_schedule"),
        ({"fee": {"policy": "cap", "schedule": "1980-2002"}}, "items[0] EIA-01.fee_kind"),
        (
            {"fee": {"policy": "cap_share", "schedule": "670-2007", "share": "7"}},
            "items[0] EIA-01.fee_params",
        ),
        ({"fee": {"policy": "manual"}}, "items[0] EIA-01"),
        ({"fee": None}, "items[0] EIA-01.fee"),
        (
            {"fee": {"policy": "absolute", "cap_yuan": "1.36"}},
            "items[0] EIA-01.fee.cap_yuan",
        ),
        ({"papers": ["licence"]}, "items[0] EIA-01.papers[0]"),
        ({"papers": [{"zh": "照"}]}, "items[0] EIA-01.papers[0].en"),
        ({"owner_may_do_it": "yes"}, "items[0] EIA-01.owner_may_do_it"),
        (
            {"required_credentials": {"list": [{"type": "EIA", "min_grade": "C"}]}},
            "items[0] EIA-01.required_credentials.list[0].min_grade",
        ),
    ],
)
def test_a_bad_value_is_named_with_its_place(changes, place):
    assert f"{place}:" in refused(small(**changes))


def test_every_bad_row_is_named():
    data = small(stage="later")
    data["departments"] += [{"code": "EEB", "name_zh": "又", "name_en": "Twice"}, "not a row"]
    data["categories"][0]["parent"] = "ENVIRONMENT"
    data["credential_types"][0]["abolished_on"] = "30 February"

    message = refused(data)

    for place in (
        "departments[1] EEB:",
        "departments[2]:",
        "categories[0] ENVIRONMENT.parent:",
        "credential_types[0] EIA.abolished_on:",
        "items[0] EIA-01.stage:",
    ):
        assert place in message


@pytest.mark.parametrize("data", [None, [], "catalogue", {"items": {}}, {"items": [[]]}])
def test_what_is_no_catalogue_is_refused(data):
    assert refused(data)
