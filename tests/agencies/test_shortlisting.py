"""The visitor's shortlist: without an account and without JavaScript."""

import pytest
from django.test import Client

from agencies.shortlist import KEY, MOST
from tests.factories import AgencyFactory, CredentialTypeFactory, ServiceItemFactory
from tests.factories.procurement import OwnerFactory

from .shown import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
HERE = "/agencies/shortlist/"


def put(client, *agencies, **sent):
    for agency in agencies:
        response = client.post(HERE, {"add": agency.public_id} | sent)
    return response


def kept(client):
    return [agency for agency, _held, _figures in client.get(HERE).context["rows"]]


def test_agencies_are_kept_in_the_order_in_which_they_were_put_aside(client):
    first, second = AgencyFactory.create_batch(2)

    put(client, second, first, second)

    assert kept(client) == [second, first]


def test_nobody_else_sees_it(client):
    put(client, AgencyFactory())

    assert kept(Client()) == []


def test_looking_around_makes_no_session(client):
    AgencyFactory()

    client.get("/agencies/")
    client.get(HERE)

    assert "sessionid" not in client.cookies


def test_it_outlives_signing_in(client, person):
    agency = AgencyFactory()
    put(client, agency)

    client.force_login(person)

    assert kept(client) == [agency]


def test_taking_off_and_emptying(client):
    first, second, third = AgencyFactory.create_batch(3)
    put(client, first, second, third)

    client.post(HERE, {"remove": second.public_id})
    assert kept(client) == [first, third]
    client.post(HERE, {"clear": "1"})
    assert kept(client) == []
    assert KEY not in client.session


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/agencies/?sort=days&page=2", "/agencies/?sort=days&page=2"),
        ("https://evil.example/", HERE),
        ("//evil.example/", HERE),
        ("javascript:alert(1)", HERE),
        ("agencies", HERE),
        ("", HERE),
    ],
)
def test_the_way_back_stays_on_this_site(client, target, expected):
    assert put(client, AgencyFactory(), next=target)["Location"] == expected


def test_one_too_many_is_refused_and_the_others_stay(client):
    agencies = AgencyFactory.create_batch(MOST + 1)

    response = put(client, *agencies)

    assert response.status_code == 422
    assert response.context["refusal"].code == "shortlist.full"
    assert kept(client) == agencies[:MOST]


@pytest.mark.parametrize("state", ["draft", "in_vetting", "returned", "withdrawn"])
def test_who_is_not_public_cannot_be_put_aside(client, state):
    secret = AgencyFactory(**{state: True})

    assert put(client, secret).status_code == 404
    assert client.post(HERE, {"add": "agency-000404"}).status_code == 404
    assert kept(client) == []


def test_who_leaves_the_register_leaves_the_page(client):
    agency = AgencyFactory()
    put(client, agency)
    agency.state, agency.listed_at = "withdrawn", None
    agency.save()

    assert client.get(HERE).status_code == 200
    assert kept(client) == []


def test_a_session_that_somebody_bent_is_no_error(client):
    session = client.session
    session[KEY] = {"not": "a list"}
    session.save()

    assert kept(client) == []


@pytest.mark.parametrize("sent", [{}, {"add": ""}, {"frobnicate": "1"}])
def test_nothing_asked_for_is_a_bad_request(client, sent):
    assert client.post(HERE, sent).status_code == 400


def test_a_forged_post_is_refused():
    client = Client(enforce_csrf_checks=True)

    assert client.post(HERE, {"add": AgencyFactory().public_id}).status_code == 403


def test_the_directory_says_who_is_on_it_and_compares_up_to_four(client):
    agencies = AgencyFactory.create_batch(3)
    put(client, *agencies[:2])

    page = client.get("/en/agencies/").content.decode()

    assert "2 on your shortlist" in page
    assert page.count('name="remove"') == 2
    assert page.count('name="add"') == 1
    assert page.count('name="agency" value=') == 2


def test_an_owner_may_begin_a_notice_for_what_they_offer(client, person):
    item = ServiceItemFactory(code="A-1")
    put(client, AgencyFactory(offers=[item]), AgencyFactory(offers=[item], suspended=True))
    assert "?item=A-1" not in client.get(HERE).content.decode()

    OwnerFactory(member=person)
    client.force_login(person)
    page = client.get("/en" + HERE).content.decode()

    assert "/en/desk/owner/notices/new/?item=A-1" in page
    assert "1 of 1 that can be chosen" in page
    begun = client.get("/desk/owner/notices/new/?item=A-1").context["form"]
    assert begun.ticked() == {"A-1"}


def test_three_agencies_take_as_many_queries_as_one(client):
    kind = CredentialTypeFactory()
    put(client, AgencyFactory(holds=[(kind, "A")]))
    before = queries(client, HERE)

    put(client, *(AgencyFactory(holds=[(kind, "A")]) for _number in range(2)))

    assert queries(client, HERE) == before
