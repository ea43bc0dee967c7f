"""What waits on an agency's desk of its own entries, and that it goes once it is done."""

import pytest

from agencies.commands import withdraw_credential
from marketplace.slots import tasks_for
from tests.factories import (
    DAY,
    NOON,
    AgencyFactory,
    CredentialFactory,
    CredentialTypeFactory,
    ServiceItemFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
TODAY = NOON.date()


def told(agency, at=NOON):
    """Return lamp and order of what waits for the agency itself."""
    found = [task for task in tasks_for("agency", agency, at=at) if "/agencies/" in str(task.url)]
    return [(task.lamp, task.order) for task in found]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (61, []),
        (60, [("warn", 50)]),
        (31, [("warn", 50)]),
        (30, [("warn", 30)]),
        (1, [("warn", 30)]),
        (0, [("stop", 30)]),
        (-100, [("stop", 30)]),
    ],
)
def test_a_certificate_is_told_sixty_and_thirty_days_before_it_is_worth_nothing(days, expected):
    agency = AgencyFactory()
    CredentialFactory(agency=agency, valid_from="2020-01-01", valid_to=TODAY + (days - 1) * DAY)

    assert told(agency) == expected


def test_it_is_told_until_a_renewed_one_goes_on_or_it_is_withdrawn():
    agency, survey = AgencyFactory(), CredentialTypeFactory()
    grades = {grade.rank: grade for grade in survey.grades.all()}
    ending = {"agency": agency, "type": survey, "grade": grades[1], "valid_to": TODAY + 9 * DAY}
    old = CredentialFactory(**ending)
    worse = CredentialFactory(agency=agency, type=survey, grade=grades[2])
    assert told(agency) == [("warn", 30)]

    worse.delete()
    late = CredentialFactory(agency=agency, type=survey, valid_from=TODAY + 20 * DAY)
    assert told(agency) == [("warn", 30)]  # there would be days without

    late.delete()
    CredentialFactory(agency=agency, type=survey, valid_from=TODAY + 5 * DAY)
    assert told(agency) == []

    agency.credentials.exclude(pk=old.pk).delete()
    withdraw_credential(agency_id=agency.pk, credential_id=old.pk, by=UserFactory(), at=NOON)
    assert told(agency) == []


def test_one_that_was_revoked_or_has_no_end_waits_for_nobody():
    agency = AgencyFactory()
    CredentialFactory(agency=agency, valid_to=None)
    CredentialFactory(agency=agency, revoked_on=TODAY)

    assert told(agency) == []


def test_an_abolished_type_ends_its_certificates():
    agency = AgencyFactory()
    kind = CredentialTypeFactory(abolished_on=TODAY + 20 * DAY)
    CredentialFactory(agency=agency, type=kind, grade=kind.grades.get(rank=1))

    assert told(agency) == [("warn", 30)]
    [task] = tasks_for("agency", agency, at=NOON)
    assert (task.kind, str(task.title)[:4]) == ("agencies.abolished", "已取消：")


def test_a_returned_application_comes_with_its_reasons_and_the_deed():
    [task] = tasks_for("agency", AgencyFactory(returned=True), at=NOON)

    assert "The address is incomplete." in task.text
    assert (task.url, task.lamp) == ("/agencies/mine/", "warn")


@pytest.mark.parametrize("trait", ["in_vetting", "publicity", "withdrawn", "removed"])
def test_what_rests_waits_for_nobody(trait):
    traits = {trait: True, "listed_at": None} if trait != "removed" else {trait: True}

    found = tasks_for("agency", AgencyFactory(**traits), at=NOON)

    assert [task for task in found if task.lamp == "stop"] == []


def test_a_suspension_is_told_with_its_reason():
    [task] = tasks_for("agency", AgencyFactory(suspended=True), at=NOON)

    assert (task.lamp, task.text) == ("stop", "Two reports were late.")


def test_the_fields_that_mend_something_are_filled_in_already(client):
    user, item = UserFactory(), ServiceItemFactory()
    survey = CredentialTypeFactory()
    AgencyFactory(member=user)
    client.force_login(user)
    grade = survey.grades.get(rank=2)

    services = client.get(f"/agencies/mine/services/?item={item.pk}")
    certificates = client.get(f"/agencies/mine/credentials/?grade={grade.pk}")

    assert services.context["form"]["item"].value() == str(item.pk)
    assert certificates.context["form"]["grade"].value() == str(grade.pk)
    assert client.get("/agencies/mine/services/?item=%27x").status_code == 200
