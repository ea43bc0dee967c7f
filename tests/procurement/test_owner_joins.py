"""An organisation comes in by itself, the hall checks it, and only then it may publish."""

from itertools import count

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from marketplace.documents.models import Document
from marketplace.documents.parts import check_upload
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.organisations.parts import Registration
from marketplace.slots import tasks_for
from procurement import commands
from procurement.commands.apply_as_owner import Contact
from procurement.models import Notice, Owner
from tests.documents.papers import PDF, sent
from tests.factories import NOON, HallFactory, UserFactory, credit_code
from tests.factories.agencies import AgencyFactory
from tests.factories.procurement import NoticeFactory, OwnerFactory, ProjectFactory, publish

from .owner_pages import queries
from .refused import events, refused

pytestmark = pytest.mark.django_db
NUMBERS = count(9_000_000)
FILLED = {
    "name_zh": "云浦区城市建设事务中心",
    "name_en": "Yunpu District Construction Centre",
    "kind": "institution",
    "contact_name": "王工",
    "contact_phone": "0000-33120",
}


def filled(**changes) -> dict:
    return (
        FILLED
        | {"credit_code": credit_code(next(NUMBERS)), "proof": sent("licence.pdf", PDF)}
        | changes
    )


def upload():
    return check_upload(sent("licence.pdf", PDF))


def application(by, **changes) -> dict:
    names = {
        "credit_code": credit_code(next(NUMBERS)),
        "name_zh": FILLED["name_zh"],
        "kind": "institution",
    }
    return {
        "registration": Registration(**names | changes),
        "contact": Contact(name="王工", phone="0000-33120"),
        "proof": upload(),
        "by": by,
        "at": NOON,
    }


@pytest.fixture
def applied(at):
    HallFactory()
    user = UserFactory()
    return commands.apply_as_owner(**application(user))


def person_of(owner):
    return owner.organisation.members.get()


def test_a_signed_in_person_applies(client, at):
    HallFactory()
    user = UserFactory()
    client.force_login(user)

    response = client.post(reverse("procurement:owner_apply"), filled())

    owner = Owner.objects.get()
    assert response.url == reverse("procurement:owner_desk")
    assert (owner.state, owner.applied_at, owner.verified_at) == ("applied", NOON, None)
    assert owner.organisation.memberships.get(user=user).role == "administrator"
    assert owner.proof.name == "licence.pdf"
    assert events() == ["organisation.registered", "owner.applied"]
    assert "王工" not in str(Event.objects.last().facts)


def test_what_is_missing_is_told_and_nothing_is_kept(client, at):
    HallFactory()
    client.force_login(UserFactory())

    response = client.post(reverse("procurement:owner_apply"), FILLED | {"credit_code": "1"})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"credit_code", "proof"}
    assert not Owner.objects.exists()
    assert not Document.objects.exists()


def test_a_registered_code_is_refused(applied):
    other = application(UserFactory(), credit_code=applied.organisation.credit_code)

    refused("organisation.registered", commands.apply_as_owner, **other)


def test_an_agency_that_buys_services_too_keeps_its_organisation(at):
    HallFactory()
    user = UserFactory()
    agency = AgencyFactory(member=user)
    agency.organisation.memberships.update(role="administrator")

    owner = commands.apply_as_owner(
        **application(user, credit_code=agency.organisation.credit_code)
    )

    assert owner.organisation == agency.organisation


def test_nobody_applies_twice(applied):
    refused("owner.repeated", commands.apply_as_owner, **application(person_of(applied)))


def test_nothing_is_published_before_the_check(applied, client):
    project = ProjectFactory(owner=applied)
    notice = NoticeFactory(owner=applied, project=project)
    who = {"by": person_of(applied), "at": NOON}

    refused("owner.unverified", commands.publish_notice, notice_id=notice.pk, **who)
    commands.verify_owner(owner_id=applied.pk, by=UserFactory(vetting=True), at=NOON)
    commands.publish_notice(notice_id=notice.pk, **who)

    notice.refresh_from_db()
    assert notice.state == "open"


def test_the_database_publishes_for_verified_owners_alone(applied):
    notice = NoticeFactory(owner=applied, project=ProjectFactory(owner=applied))

    with pytest.raises(IntegrityError, match="has_a_verified_owner"), transaction.atomic():
        publish(notice)


def test_who_is_verified_stays_so():
    owner = OwnerFactory()

    with pytest.raises(IntegrityError, match="stays_verified"), transaction.atomic():
        Owner.objects.filter(pk=owner.pk).update(
            state="returned", verified_at=None, return_reason="x"
        )


def test_a_returned_application_is_changed_and_sent_again(applied, client):
    commands.return_owner(
        owner_id=applied.pk, reason="扫描件看不清。", by=UserFactory(vetting=True), at=NOON
    )
    client.force_login(person_of(applied))
    url = reverse("procurement:owner_apply")
    code = applied.organisation.credit_code

    task = tasks_for("owner", Owner.objects.get(), at=NOON)[0]
    page = client.get(url)
    response = client.post(url, FILLED | {"credit_code": code, "name_zh": "云浦区建设局"})

    applied.refresh_from_db()
    assert (task.url, "扫描件看不清。" in task.text) == (url, True)
    assert "扫描件看不清。" in page.text
    assert response.status_code == 302
    assert applied.state == "applied"
    assert applied.organisation.name_zh == "云浦区建设局"
    assert applied.proof.name == "licence.pdf"
    assert not tasks_for("owner", Owner.objects.get(), at=NOON)


def test_an_application_that_waits_is_not_changed(applied, client):
    client.force_login(person_of(applied))
    url = reverse("procurement:owner_apply")

    assert client.get(url).status_code == 200
    assert client.post(url, filled()).status_code == 409
    told = application(person_of(applied)) | {"owner_id": applied.pk}
    refused("owner.not_returned", commands.apply_again, **told)


# --- The hall -----------------------------------------------------------------------------------


def test_an_application_is_decided_once(applied):
    who = {"owner_id": applied.pk, "by": UserFactory(vetting=True), "at": NOON}
    commands.verify_owner(**who)

    refused("owner.not_waiting", commands.verify_owner, **who)
    refused("owner.not_waiting", commands.return_owner, reason="x", **who)


def test_nobody_verifies_their_own_organisation(applied):
    refused("owner.own", commands.verify_owner, owner_id=applied.pk, by=person_of(applied), at=NOON)


@pytest.mark.parametrize("reason", ["", "  ", "a\u202eb", "x" * 1001])
def test_a_return_has_a_plain_reason(applied, reason):
    who = {"owner_id": applied.pk, "by": UserFactory(vetting=True), "at": NOON}

    refused("review.no_reason", commands.return_owner, reason=reason, **who)


def test_an_operator_finds_the_application_and_verifies_it(applied, client):
    operator = UserFactory(duties=("vetting",))
    client.force_login(operator)
    [task] = tasks_for("operator", operator, at=NOON)

    page = client.get(task.url)
    proof = client.get(applied.proof.get_absolute_url())
    response = client.post(task.url, {"act": "verify"})

    applied.refresh_from_db()
    assert applied.organisation.credit_code in page.text
    assert b"".join(proof.streaming_content) == PDF
    assert response.status_code == 302
    assert applied.is_verified()
    assert not tasks_for("operator", operator, at=NOON)
    assert client.get(reverse("procurement_desk:owners")).status_code == 200


def test_an_operator_returns_it_with_a_reason_and_not_without(applied, client):
    client.force_login(UserFactory(duties=("vetting",)))
    url = reverse("procurement_desk:owner", args=[applied.public_id])

    silent = client.post(url, {"act": "return", "reason": ""})
    client.post(url, {"act": "return", "reason": "请补盖章。"})

    applied.refresh_from_db()
    assert silent.status_code == 422
    assert (applied.state, applied.return_reason) == ("returned", "请补盖章。")


def test_a_regulator_reads_and_does_not_decide(applied, client):
    client.force_login(UserFactory(duties=("regulator",)))
    url = reverse("procurement_desk:owner", args=[applied.public_id])

    assert client.get(url).status_code == 200
    assert "owner.not_your_duty" in client.post(url, {"act": "verify"}).text
    applied.refresh_from_db()
    assert applied.state == "applied"


@pytest.mark.parametrize("duty", ["review", "sanctions", "editor", None])
def test_nobody_else_sees_an_application(applied, client, duty):
    client.force_login(UserFactory(duties=(duty,)) if duty else UserFactory())

    for name, args in (("owners", []), ("owner", [applied.public_id])):
        url = reverse(f"procurement_desk:{name}", args=args)
        assert client.get(url).status_code in (302, 403)
    assert client.get(applied.proof.get_absolute_url()).status_code == 404


def test_the_queue_asks_as_often_for_many_as_for_few(applied, client):
    client.force_login(UserFactory(duties=("vetting",)))
    url = reverse("procurement_desk:owners")
    few = queries(client, url)
    for number in range(3):
        OwnerFactory(
            public_id=f"owner-90000{number}", state="applied", verified_at=None, hall=applied.hall
        )

    assert queries(client, url) == few


def test_a_refusal_leaves_no_draft_half_published(applied):
    notice = NoticeFactory(owner=applied, project=ProjectFactory(owner=applied))

    with pytest.raises(Refusal):
        commands.publish_notice(notice_id=notice.pk, by=person_of(applied), at=NOON)
    assert Notice.objects.get().published_at is None
