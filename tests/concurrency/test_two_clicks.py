"""A button that is clicked twice at one moment does its deed once."""

import pytest
from django.test import Client

from marketplace.models import Event
from procurement.models import Notice
from procurement.views import once
from tests.concurrency.both_at_once import Rendezvous, both_at_once
from tests.factories import MembershipFactory, ServiceItemFactory, UserFactory
from tests.factories.procurement import NoticeFactory, OwnerFactory, ProjectFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
CLICKS = 4


@pytest.fixture
def owner(at):
    return OwnerFactory()


@pytest.fixture
def browser(owner):
    """Return a maker of browsers that share one session, as the tabs of one person do."""
    user = UserFactory()
    MembershipFactory(user=user, organisation=owner.organisation)
    first = Client()
    first.force_login(user)

    def another() -> Client:
        tab = Client()
        tab.cookies.update(first.cookies)
        return tab

    return another


def begins(browser, project, item):
    data = {"project": project.public_id, "items": [item.code], "token": "abc"}
    return lambda: browser().post("/desk/owner/notices/new/", data).status_code


def test_beginning_four_times_at_once_makes_one_draft(browser, owner):
    project, item = ProjectFactory(owner=owner), ServiceItemFactory()

    answers = both_at_once(*[begins(browser, project, item)] * CLICKS)

    assert Notice.objects.count() == 1
    assert set(answers) <= {302, 409}


def test_without_the_lock_a_second_click_begins_a_second_draft(browser, owner, monkeypatch):
    project, item = ProjectFactory(owner=owner), ServiceItemFactory()
    meeting, store = Rendezvous(), type(Client().session)
    save, slow = store.save, iter([meeting.pause])
    monkeypatch.setattr(once, "_hold", lambda user: None)

    def save_slowly(self, *args, **kwargs):
        if once.KEY in self:
            next(slow, lambda: None)()
        return save(self, *args, **kwargs)

    monkeypatch.setattr(store, "save", save_slowly)

    answers = both_at_once(
        begins(browser, project, item), lambda: meeting.slip_in(begins(browser, project, item))
    )

    assert answers == [302, 302]
    assert Notice.objects.count() == 2


def test_publishing_four_times_at_once_publishes_once(browser, owner):
    notice = NoticeFactory(owner=owner)
    address = f"/desk/owner/notices/{notice.public_id}/review/"

    answers = both_at_once(*[lambda: browser().post(address).url] * CLICKS)

    assert answers == [f"/notices/{notice.public_id}/"] * CLICKS
    assert Event.objects.filter(kind="notice.published").count() == 1
