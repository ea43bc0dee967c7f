"""Who asked and who may sign see a request; for others there is none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketplace.approvals.models import Approval
from marketplace.slots import desks_for
from tests.factories import UserFactory

from .deeds import ask

pytestmark = pytest.mark.django_db
LIST = reverse("approvals:approvals")


@pytest.fixture
def asker(at):
    return UserFactory(vetting=True, display_name="Asker")


@pytest.fixture
def signer():
    return UserFactory(vetting=True, display_name="Signer")


def send(client, user, approval, act, remark=""):
    client.force_login(user)
    return client.post(approval.get_absolute_url(), {"act": act, "remark": remark})


def test_a_signer_reads_what_is_asked_and_signs_it(client, asker, signer):
    approval = ask(asker)
    client.force_login(signer)

    page = client.get(approval.get_absolute_url()).content.decode()
    done = send(client, signer, approval, "sign", "Agreed.")

    assert "Ring the bell" in page
    assert "<dt>Times</dt><dd>3</dd>" in page
    assert "It is noon." in page
    assert done["Location"] == LIST
    approval.refresh_from_db()
    assert (approval.state, approval.decided_by) == ("signed", signer)


def test_a_signer_refuses_with_a_reason(client, asker, signer):
    approval = ask(asker)

    without = send(client, signer, approval, "refuse")
    with_reason = send(client, signer, approval, "refuse", "Too loud.")

    assert (without.status_code, with_reason.status_code) == (422, 302)
    assert "approval.no_remark" in without.content.decode()
    assert Approval.objects.get().state == "refused"


def test_who_asked_may_only_take_it_back(client, asker):
    approval = ask(asker)
    client.force_login(asker)

    page = client.get(approval.get_absolute_url()).content.decode()
    signed = send(client, asker, approval, "sign")
    withdrawn = send(client, asker, approval, "withdraw")

    assert 'value="withdraw"' in page
    assert 'value="sign"' not in page
    assert signed.status_code == 422
    assert "approval.own" in signed.content.decode()
    assert withdrawn.status_code == 302
    assert Approval.objects.get().state == "withdrawn"


def test_a_refused_deed_is_told_on_the_page(client, asker, signer):
    response = send(client, signer, ask(asker, times=13), "sign")

    assert response.status_code == 422
    assert "bell.unlucky" in response.content.decode()
    assert Approval.objects.get().is_pending()


@pytest.mark.parametrize("act", ["", "burn"])
def test_a_button_that_is_not_there_does_nothing(client, asker, signer, act):
    assert send(client, signer, ask(asker), act).status_code == 422
    assert Approval.objects.get().is_pending()


def test_a_decided_request_is_only_to_be_read(client, asker, signer):
    approval = ask(asker)
    send(client, signer, approval, "sign", "Agreed.")

    page = client.get(approval.get_absolute_url()).content.decode()
    again = send(client, signer, approval, "sign")

    assert 'value="sign"' not in page
    assert "Agreed." in page
    assert again.status_code == 422
    assert "approval.decided" in again.content.decode()


@pytest.mark.parametrize("duty", ["review", "administrator", "editor"])
def test_for_others_there_is_no_such_request(client, asker, duty):
    approval = ask(asker)
    client.force_login(UserFactory(duties=(duty,)))

    assert client.get(approval.get_absolute_url()).status_code == 404
    assert approval.public_id not in client.get(LIST).content.decode()


def test_strangers_sign_in_first(client, asker):
    approval = ask(asker)

    for url in (LIST, approval.get_absolute_url()):
        assert client.get(url)["Location"].startswith("/accounts/login/")


def test_the_list_shows_what_waits_and_what_is_decided(client, asker, signer):
    ask(asker)
    send(client, signer, ask(asker, times=4), "sign")

    page = client.get(LIST)

    assert [row.public_id for row, _label in page.context["pending"]] == ["A2026-000001"]
    assert [row.public_id for row, _label in page.context["decided"]] == ["A2026-000002"]


def test_a_request_stays_readable_when_its_app_is_gone(client, asker, monkeypatch):
    approval = ask(asker)
    client.force_login(asker)
    monkeypatch.setattr("marketplace.approvals.registry.approval_kinds", [])

    page = client.get(approval.get_absolute_url()).content.decode()

    assert "plugin.bell" in page
    assert "<dt>times</dt><dd>3</dd>" in page


def test_the_list_asks_the_database_as_often_for_three_as_for_one(client, asker, signer):
    client.force_login(signer)
    ask(asker)
    client.get(LIST)

    with CaptureQueriesContext(connection) as with_one:
        client.get(LIST)
    ask(asker), ask(asker)
    with CaptureQueriesContext(connection) as with_three:
        client.get(LIST)

    assert len(with_three) == len(with_one)


def desks(rf, user):
    request = rf.get("/")
    request.user = user
    return {str(desk.url) for desk in desks_for(request)}


def test_the_desk_leads_to_the_list_who_may_sign_or_waits(rf, asker, signer):
    assert LIST in desks(rf, signer)
    assert LIST not in desks(rf, UserFactory(editor=True))
