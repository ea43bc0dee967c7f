"""An agency answers a notice in the browser, and takes its answer back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from procurement import commands
from procurement.models import Response
from procurement.modes.registry import modes
from tests.factories import HOUR, NOON, ServiceItemFactory, UserFactory
from tests.factories.agencies import AgencyFactory
from tests.factories.procurement import OwnerFactory, qualified_agency
from tests.procurement.screens import (
    SECOND,
    address,
    in_both_languages,
    invitation,
    place,
    published,
    text,
    tick,
)

pytestmark = pytest.mark.django_db
ANSWER = {"days_1": "8", "accept": "on"}


@pytest.fixture(autouse=True)
def held(at):
    return at


def agency_for(client, notice, **columns):
    """Sign in as a person of an agency that qualifies, and return the agency."""
    user = UserFactory()
    agency = qualified_agency(notice, member=user, **columns)
    client.force_login(user)
    return agency


def send(client, notice, **changes):
    return client.post("/en" + address(notice, "answer/"), ANSWER | changes)


def refused(response, code):
    """Return whether the page refuses with that code, as a form with 422."""
    assert response.status_code == 422
    assert f"<code>{code}</code>" in text(response)


# --- Answering ------------------------------------------------------------------------------


def test_an_answer_to_a_draw_promises_days_and_accepts_the_price(client):
    notice = published()
    agency = agency_for(client, notice)

    response = send(client, notice)

    placed = Response.objects.get()
    assert response["Location"] == "/en" + address(notice)
    assert (placed.notice, placed.agency, placed.price, placed.received_at) == (
        notice,
        agency,
        None,
        NOON,
    )
    assert placed.promises.get().promised_days == 8


def test_a_quote_names_a_price(client):
    notice = published(mode_key="online_bidding")
    agency_for(client, notice)

    send(client, notice, price="１２，３４５.67")

    assert Response.objects.get().price_minor == 1_234_567


def test_an_invitation_is_accepted_by_the_invited(client):
    user = UserFactory()
    notice, agency = invitation({"member": user})
    client.force_login(user)

    assert "Accept the invitation" in text(client.get("/en" + address(notice, "answer/")))
    send(client, notice)

    assert Response.objects.get().agency == agency


def test_the_form_begins_with_the_days_the_agency_has_listed(client):
    notice = published(items=[ServiceItemFactory(), ServiceItemFactory(standard_days=3)])
    agency = agency_for(client, notice, offers__committed_days=2)
    agency.services.filter(item__standard_days=20).update(committed_days=15)

    form = client.get(address(notice, "answer/")).context["form"]

    assert [field.initial for field in form.day_fields()] == [15, 2]


def test_a_price_is_asked_only_where_the_mode_asks_for_one(client):
    draw, bid = published(), published(mode_key="online_bidding")
    item = draw.lines.get().item
    user = UserFactory()
    AgencyFactory(member=user, offers=[item, bid.lines.get().item])
    client.force_login(user)

    assert "price" not in client.get(address(draw, "answer/")).context["form"].fields
    assert "price" in client.get(address(bid, "answer/")).context["form"].fields


def test_after_answering_the_pages_show_the_agencys_own_answer(client):
    notice = published(mode_key="online_bidding")
    agency_for(client, notice)
    send(client, notice, price="12345.67")

    for page in ("", "answer/"):
        shown = text(client.get("/en" + address(notice, page)))
        assert "Your answer is in" in shown
        assert "CNY 12,345.67" in shown


def test_a_stranger_in_the_request_changes_nothing(client):
    notice = published()
    agency = agency_for(client, notice)
    other = qualified_agency(notice)

    send(client, notice, agency=other.public_id, agency_id=other.pk)

    assert Response.objects.get().agency == agency


# --- Who may come here ----------------------------------------------------------------------


@pytest.mark.parametrize("page", ["answer/", "withdraw/"])
def test_the_anonymous_sign_in_first_and_come_back(client, page):
    path = address(published(), page)

    response = client.get(path)

    assert response["Location"] == f"{reverse('account_login')}?next={path}"


@pytest.mark.parametrize("page", ["answer/", "withdraw/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_people_of_no_agency_are_told_why_they_may_not(client, page, method):
    user = UserFactory()
    notice = published(owner=OwnerFactory(member=user))
    client.force_login(user)

    response = getattr(client, method)("/en" + address(notice, page))

    assert response.status_code == 403
    assert "Only agencies answer notices, and your account acts for none." in text(response)


def test_an_agency_that_lacks_something_is_told_what_and_gets_no_form(client):
    notice = published()
    user = UserFactory()
    AgencyFactory(member=user)
    client.force_login(user)

    page = text(client.get("/en" + address(notice, "answer/")))

    assert "Your agency cannot answer this notice yet" in page
    assert f"You do not offer “{notice.lines.get().item.name_en}” at present." in page
    assert reverse("agencies:services") in page
    assert "Send the answer" not in page


# --- What is refused ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"price": ""}, "Fill this in."),
        ({"price": "12.345"}, "finer than a fen"),
        ({"price": "一万"}, "is not an amount"),
        ({"price": "١٢٣"}, "has others"),
        ({"price": "9" * 1_000_000}, "too many for a figure"),
        ({"price": SimpleUploadedFile("price.txt", b"100")}, "A file was sent where text is asked"),
        ({"days_1": "8.5"}, "Enter a whole number from 1 to"),
        ({"days_1": ""}, "Fill this in."),
        ({"accept": ""}, "an answer accepts the terms"),
    ],
)
def test_what_cannot_be_read_is_told_at_the_field(client, settings, changes, message):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
    notice = published(mode_key="online_bidding")
    agency_for(client, notice)

    response = send(client, notice, **({"price": "15000"} | changes))

    assert response.status_code == 422
    assert message in text(response)
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("bid.no_price", {"price": "0"}),
        ("bid.above_ceiling", {"price": "20000.01"}),
        ("promise.days", {"days_1": "21"}),
    ],
)
def test_what_the_rules_do_not_allow_is_refused_by_its_code(client, code, changes):
    notice = published(mode_key="online_bidding")
    agency_for(client, notice)

    response = send(client, notice, **({"price": "15000"} | changes))

    refused(response, code)
    assert not Response.objects.exists()


def test_what_was_typed_is_still_there_after_a_refusal(client):
    notice = published(mode_key="online_bidding")
    agency_for(client, notice)

    page = text(send(client, notice, price="20000.01"))

    assert 'value="20000.01"' in page
    assert "This was not done" not in page
    assert "The answer was not entered" in page


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("agency.not_listed", lambda agency, notice: set_state(agency, "suspended")),
        ("service.not_listed", lambda agency, notice: agency.services.update(is_active=False)),
    ],
)
def test_an_agency_that_does_not_qualify_is_refused(client, code, spoil):
    notice = published()
    agency = agency_for(client, notice)
    spoil(agency, notice)

    refused(send(client, notice), code)
    assert not Response.objects.exists()


def set_state(agency, state):
    agency.state, agency.state_reason = state, "两次超期"
    agency.save()


def test_an_agency_that_is_not_invited_is_refused(client):
    notice, _invited = invitation()
    agency_for(client, notice)

    refused(send(client, notice), "invitation.other")


def test_sending_twice_leaves_one_answer(client):
    notice = published()
    agency_for(client, notice)
    send(client, notice)

    response = send(client, notice)

    refused(response, "response.repeated")
    assert Response.objects.count() == 1


@pytest.mark.parametrize("late", [0, 1])
def test_an_answer_after_the_deadline_is_told_to_be_late(client, at, late):
    notice = published()
    agency_for(client, notice)
    at(notice.closes_at + late * SECOND)

    response = send(client, notice)

    refused(response, "response.late")
    assert "the notice closed at 2026-03-04 12:00:00" in text(response)
    assert not Response.objects.exists()


def test_the_last_moment_still_counts(client, at):
    notice = published()
    agency_for(client, notice)
    at(notice.closes_at - SECOND)

    send(client, notice)

    assert Response.objects.get().received_at == notice.closes_at - SECOND


def test_the_arrival_counts_and_not_the_moment_of_recording(client, at, settings):
    settings.MARKETPLACE_TRUSTED_PROXIES = ["127.0.0.1"]
    notice = published()
    agency_for(client, notice)
    at(notice.closes_at + SECOND)
    arrived = notice.closes_at - SECOND

    client.post(
        address(notice, "answer/"),
        ANSWER,
        headers={"X-Request-Start": f"t={int(arrived.timestamp() * 1000)}"},
    )

    placed = Response.objects.get()
    assert (placed.received_at, placed.recorded_at) == (arrived, notice.closes_at + SECOND)


def test_a_cancelled_notice_takes_no_answer(client):
    notice = published()
    agency_for(client, notice)
    commands.cancel_notice(notice_id=notice.pk, reason="不做了", by=UserFactory(), at=NOON)

    refused(send(client, notice), "notice.not_open")


def test_a_mode_that_is_gone_takes_no_answer(client, monkeypatch):
    notice = published()
    agency_for(client, notice)
    monkeypatch.delitem(modes._collected(), "random_draw")

    response = send(client, notice)

    assert response.status_code == 409
    assert "<code>mode.missing</code>" in text(response)
    assert not Response.objects.exists()


def test_a_closed_notice_shows_no_form(client, at):
    notice = published()
    agency_for(client, notice)
    at(notice.closes_at + HOUR)

    page = text(client.get("/en" + address(notice, "answer/")))

    assert "This notice takes no answers any more" in page
    assert "Send the answer" not in page


# --- Withdrawing ----------------------------------------------------------------------------


def test_an_answer_is_withdrawn_after_asking_once(client):
    notice = published()
    agency = agency_for(client, notice)
    place(notice, agency)

    asked = client.get(address(notice, "withdraw/"))
    standing_while_asked = Response.objects.standing().count()
    response = client.post(address(notice, "withdraw/"))

    assert asked.status_code == 200
    assert standing_while_asked == 1
    assert response["Location"] == address(notice)
    assert Response.objects.get().withdrawn_at == NOON


def test_after_withdrawing_an_agency_may_answer_again(client):
    notice = published(mode_key="online_bidding")
    agency_for(client, notice)
    send(client, notice, price="15000")
    client.post(address(notice, "withdraw/"))

    send(client, notice, price="14000")

    assert Response.objects.standing().get().price_minor == 1_400_000
    assert Response.objects.count() == 2


def test_after_the_close_an_answer_stands(client, at):
    notice = published()
    place(notice, agency_for(client, notice))
    tick(notice, at)

    refused(client.post("/en" + address(notice, "withdraw/")), "response.late_withdrawal")
    assert Response.objects.get().withdrawn_at is None


def test_there_must_be_an_answer_to_withdraw(client):
    notice = published()
    agency_for(client, notice)
    place(notice)

    refused(client.post("/en" + address(notice, "withdraw/")), "response.none")
    assert Response.objects.standing().count() == 1


# --- All of it ------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["answer/", "withdraw/"])
def test_the_pages_are_there_in_both_languages(client, page):
    notice = published(mode_key="online_bidding")
    agency_for(client, notice)

    pages = in_both_languages(client, address(notice, page))

    assert [each.status_code for each in pages] == [200, 200]


@pytest.mark.parametrize("page", ["", "answer/", "withdraw/", "record.json"])
def test_an_unknown_notice_is_not_found(client, page):
    client.force_login(UserFactory())

    assert client.get(f"/notices/N2026-999999/{page}").status_code == 404
