"""A draft is taken up again, and a failed notice is published again."""

import pytest
from django.urls import reverse

from procurement.models import Notice
from procurement.presentation.owner_desk import again_url
from tests.factories import DAY, NOON, ServiceItemFactory
from tests.factories.procurement import NoticeFactory, OwnerFactory

from .owner_pages import as_member_of, draft, step, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(at):
    return OwnerFactory()


@pytest.fixture
def client(owner):
    return as_member_of(owner)


def test_the_services_of_a_draft_may_change_and_keep_their_terms(client, owner):
    notice, another = draft(owner), ServiceItemFactory()
    known = notice.lines.get()

    response = client.post(
        step("services", notice), {"items": [known.item.code, another.code], "do": "next"}
    )

    assert response.url == step("terms", notice)
    assert [(line.item, line.ceiling_minor) for line in notice.lines.all()] == [
        (known.item, 2_000_000),
        (another, None),
    ]


def test_the_draft_is_found_on_the_desk_when_it_is_saved(client, owner):
    notice = draft(owner)

    response = client.post(
        step("services", notice), {"items": [notice.lines.get().item.code], "do": "save"}
    )

    assert response.url == reverse("procurement:owner_desk")
    assert notice.public_id in client.get(response.url).content.decode()


def failed(owner, **columns):
    notice = NoticeFactory(owner=owner, open=True, open__at=NOON - 3 * DAY, closes_at=NOON - DAY)
    Notice.objects.filter(pk=notice.pk).update(state="failed", failure="no_answers", **columns)
    return notice


def begin_again(client, earlier):
    items = [line.item.code for line in earlier.lines.all()]
    data = {"project": earlier.project.public_id, "items": items, "do": "next"}
    return client.post(again_url(earlier), data)


def test_a_failed_notice_is_published_again_with_its_terms(client, owner):
    earlier = failed(owner)
    page = client.get(again_url(earlier))

    response = begin_again(client, earlier)

    notice = Notice.objects.latest("pk")
    assert page.context["form"].ticked() == {earlier.lines.get().item.code}
    assert response.url == step("terms", notice)
    assert notice.follows == earlier
    assert notice.lines.get().ceiling == earlier.lines.get().ceiling
    assert notice.complaint_phone == earlier.complaint_phone


def test_terms_that_the_catalogue_refuses_now_are_told_and_left_out(client, owner):
    earlier = failed(owner)
    item = earlier.lines.get().item
    item.cap_minor = 100
    item.save()

    response = begin_again(client, earlier)

    assert "上限" in told(response)[0] or "cap" in told(response)[0]
    assert Notice.objects.latest("pk").lines.get().ceiling is None


def test_what_is_added_to_the_earlier_services_leaves_the_terms_open(client, owner):
    earlier, another = failed(owner), ServiceItemFactory()
    items = [earlier.lines.get().item.code, another.code]

    client.post(again_url(earlier), {"project": earlier.project.public_id, "items": items})

    assert [line.ceiling for line in Notice.objects.latest("pk").lines.all()] == [None, None]


def test_any_notice_of_ones_own_is_copied_and_referred_to(client, owner):
    notice = NoticeFactory(owner=owner, open=True)

    begin_again(client, notice)

    assert Notice.objects.latest("pk").follows == notice


def test_a_draft_and_another_owners_notice_are_not_copied(client, owner):
    for notice in (NoticeFactory(owner=owner), NoticeFactory(open=True)):
        assert client.get(again_url(notice)).status_code == 404
