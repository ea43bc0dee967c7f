"""The first form of an agency, and its profile."""

import pytest

from agencies.models import Agency
from marketplace.models import Event
from tests.factories import (
    NOON,
    AgencyFactory,
    credit_code,
)

from .deeds import rows
from .screens import a_file, registration, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
BOTH = pytest.mark.parametrize("prefix", ["", "/en"])


@BOTH
def test_an_agency_is_registered(acting, person, prefix):
    response = acting.post(f"{prefix}/agencies/mine/register/", registration())

    agency = Agency.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{prefix}/agencies/mine/")
    assert (agency.public_id, agency.state) == ("agency-000001", "draft")
    assert agency.organisation.memberships.get().user == person
    assert Event.objects.get(kind="agency.applied").at == NOON


def test_a_double_submit_registers_once_and_says_why(acting):
    data = registration()
    acting.post("/agencies/mine/register/", data)

    response = acting.post("/agencies/mine/register/", data)

    assert response.status_code == 422
    assert "agency.already" in text_of(response)
    assert Agency.objects.count() == 1


def test_who_has_an_agency_is_led_there(acting, person):
    AgencyFactory(member=person)

    response = acting.get("/agencies/mine/register/")

    assert (response.status_code, response["Location"]) == (302, "/agencies/mine/")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("credit_code", credit_code(7_000_001)[:17] + "0"),
        ("credit_code", "٩١٩٩٠١٠٠MA0000001X"),
        ("credit_code", a_file),
        ("name_zh", ""),
        ("name_zh", "演示\u202e公司"),
        ("name_zh", "a\x00b"),
        ("name_zh", "字" * 121),
        ("name_zh", a_file),
        ("contact_email", "nobody"),
        ("contact_email", a_file),
        ("contact_phone", "\x07"),
        ("introduction_zh", "长" * 2001),
        ("introduction_zh", "好\u2066坏"),
        ("kind", "guild"),
        ("region", "0"),
        ("region", "north"),
        ("region", "\x00"),
    ],
)
@BOTH
def test_bad_input_is_told_at_its_field_and_nothing_is_stored(acting, prefix, field, value):
    response = acting.post(f"{prefix}/agencies/mine/register/", registration(**{field: value}))

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert 'role="alert"' in text_of(response)
    assert rows() == [0] * 6


def test_a_credit_code_that_is_taken_is_refused_with_its_code(acting):
    taken = AgencyFactory().organisation.credit_code

    response = acting.post("/agencies/mine/register/", registration(credit_code=taken))

    assert response.status_code == 422
    assert "organisation.registered" in text_of(response)
    assert Agency.objects.count() == 1


def test_a_megabyte_of_text_is_too_much(acting):
    response = acting.post("/agencies/mine/register/", registration(introduction_zh="x" * 2**20))

    assert response.status_code == 413
    assert rows() == [0] * 6


@pytest.mark.parametrize(
    "name",
    ["🌿 清越 ☔", "شركة الاستشارات", "'); DROP TABLE agencies_agency;--", "<script>x</script>"],
)
def test_honest_text_is_stored_and_shown_as_text(acting, name):
    acting.post("/agencies/mine/register/", registration(name_zh=name, introduction_zh=name))

    assert Agency.objects.get().organisation.name_zh == name
    assert "<script>x" not in text_of(acting.get("/agencies/mine/"))


def test_a_draft_may_put_right_what_its_licence_says(acting, person):
    AgencyFactory(member=person, draft=True)

    response = acting.post("/agencies/mine/profile/", registration(name_zh="新名称"))

    assert response.status_code == 302
    assert Agency.objects.get().organisation.name_zh == "新名称"


def test_a_listed_agency_cannot_change_its_name_by_adding_a_field(acting, person):
    agency = AgencyFactory(member=person)

    response = acting.post(
        "/agencies/mine/profile/", registration(name_zh="新名称", address="演示路2号")
    )

    assert response.status_code == 302
    fresh = Agency.objects.get(pk=agency.pk)
    assert fresh.organisation.name_zh == agency.organisation.name_zh
    assert fresh.address == "演示路2号"


def test_a_profile_that_rests_is_refused_with_its_code(acting, person):
    AgencyFactory(member=person, in_vetting=True)

    response = acting.post("/agencies/mine/profile/", registration())

    assert response.status_code == 422
    assert "agency.not_editable" in text_of(response)
