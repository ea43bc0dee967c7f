"""An agency answers a notice in the browser, and takes its answer back."""

import pytest
from django.urls import reverse

from procurement.models import Response
from tests.factories import NOON, ServiceItemFactory, UserFactory
from tests.factories.agencies import AgencyFactory
from tests.factories.procurement import OwnerFactory, qualified_agency
from tests.procurement.screens import (
    address,
    agency_for,
    in_both_languages,
    invitation,
    place,
    published,
    refused,
    send,
    text,
    tick,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held(at):
    return at


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

    assert refused(client.post("/en" + address(notice, "withdraw/")), "response.late_withdrawal")
    assert Response.objects.get().withdrawn_at is None


def test_there_must_be_an_answer_to_withdraw(client):
    notice = published()
    agency_for(client, notice)
    place(notice)

    assert refused(client.post("/en" + address(notice, "withdraw/")), "response.none")
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
