"""What is new comes to whoever keeps a search: once a day, never twice, until they end it."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.translation import override

from marketplace import listeners
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.notifications.models import Mail, Notification, Posting
from marketplace.notifications.parts import shown, tell
from marketplace.notifications.parts.sending import send_some
from marketplace.sequencer import sequence
from search.saved.commands import save_search, tell_of_news
from search.saved.models import SavedSearch
from search.saved.times import next_look
from tests.factories import DAY, NOON, MembershipFactory, ServiceItemFactory, UserFactory
from tests.factories.agencies import AgencyFactory
from tests.factories.procurement import NoticeFactory, qualified_agency

pytestmark = pytest.mark.django_db
MORNING = next_look(NOON)


@pytest.fixture
def reader(at):
    return UserFactory(signs_in=True)


@pytest.fixture
def survey():
    return ServiceItemFactory(name_zh="测绘")


def save(user, text="", **others):
    about = {"name": "测绘", "kind": "notice", "filters": {}, "only_mine": False}
    return save_search(**(about | {"text": text, "language": "zh-hans"} | others), by=user, at=NOON)


def publish(item, *, at=NOON):
    notice = NoticeFactory(items=[item], open=True)
    Event.append(notice.stream, "notice.published", at=at, notice=notice.public_id)
    sequence(at)
    return notice


def look(at=MORNING):
    tell_of_news(at)
    sequence(at)
    listeners.deliver()
    while Posting.objects.waiting_at(at).exists():  # a pass takes as long as it may, no longer
        tell(at)


def heard(user):
    rows = Notification.objects.filter(user=user, topic="search.saved")
    rows = rows.select_related("event").order_by("pk")
    return [each.message for each in shown(list(rows))]


def test_a_search_that_breaks_keeps_nobody_waiting_and_loses_no_news(reader, survey):
    broken = save(UserFactory(signs_in=True), "测绘")
    save(reader, "测绘")
    publish(survey)
    SavedSearch.objects.filter(pk=broken.pk).update(filters={"category": 5})

    look()

    assert len(heard(reader)) == 1
    assert not SavedSearch.objects.due_at(MORNING).exists()
    SavedSearch.objects.filter(pk=broken.pk).update(filters={})
    look(MORNING + DAY)
    assert len(heard(broken.user)) == 1


def test_what_is_new_is_told_the_next_morning_and_once(reader, survey):
    publish(survey)
    save(reader, "测绘")
    notice = publish(survey)
    publish(ServiceItemFactory(name_zh="监理"))

    look(MORNING - dt.timedelta(seconds=1))
    assert heard(reader) == []
    look()
    look()
    look(MORNING + DAY)

    (message,) = heard(reader)
    assert "1" in message.title
    assert "测绘" in message.title
    assert message.text == notice.title
    assert message.url == "/search/?q=%E6%B5%8B%E7%BB%98&kind=notice"


def test_nothing_new_is_no_message_and_news_of_three_days_are_one(reader, survey):
    save(reader, "测绘")

    look()
    assert heard(reader) == []
    for _each in range(7):
        publish(survey, at=MORNING + DAY)
    look(MORNING + 3 * DAY)

    (message,) = heard(reader)
    assert message.text.count("\n") == 5  # five names, and how many more


def test_filters_hold_for_the_news_too(reader, survey):
    other = ServiceItemFactory(name_zh="测绘监理")
    save(reader, "测绘", filters={"item": (other.code,)})
    publish(survey)
    wanted = publish(other)

    look()

    assert heard(reader)[0].text == wanted.title


def test_an_agency_hears_of_the_notices_that_it_may_answer(reader, survey):
    agency = qualified_agency(NoticeFactory(items=[survey], open=True))
    MembershipFactory(user=reader, organisation=agency.organisation)
    save(reader, only_mine=True)
    may = publish(survey)
    publish(ServiceItemFactory(name_zh="监理"))

    look()

    assert heard(reader)[0].text == may.title


def test_a_new_agency_is_news_and_an_old_one_is_none(reader):
    AgencyFactory(organisation__name_zh="云浦测绘公司")
    save(reader, "测绘", kind="agency")
    new = AgencyFactory(organisation__name_zh="石磐测绘公司")
    Event.append(f"agency:{new.public_id}", "agency.listed", at=NOON, agency=new.public_id)
    sequence(NOON)

    look()

    assert heard(reader)[0].text == "石磐测绘公司"


def test_a_switched_off_search_tells_nothing_of_that_time_later(client, reader, survey):
    kept = save(reader, "测绘")
    client.force_login(reader)
    address = reverse("saved_searches:keep", args=[kept.token])

    client.post(address, {"act": "off"})
    publish(survey)
    look()
    client.post(address, {"act": "on"})
    look(MORNING + DAY)

    assert heard(reader) == []


def test_the_mail_of_a_search_ends_that_search_alone_with_one_click(client, reader, survey):
    kept, other = save(reader, "测绘"), save(reader, "测")
    publish(survey)
    look()
    Mail.objects.update(due_at=NOON)
    while send_some():
        pass
    letter = next(
        each for each in mail.outbox if "[测绘]" in each.subject or "测绘" in each.subject
    )
    address = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = address[address.index("/search/") :]

    assert client.get(path).status_code == 200
    assert SavedSearch.objects.filter(is_on=True).count() == 2  # looking switches nothing
    client.post(path, {"List-Unsubscribe": "One-Click"})

    kept.refresh_from_db()
    other.refresh_from_db()
    assert sorted([kept.is_on, other.is_on]) == [False, True]
    assert client.post(reverse("saved_searches:off", args=["forged"])).status_code == 404


def test_the_same_search_is_kept_once_and_twenty_are_enough(client, reader):
    client.force_login(reader)
    for number in range(20):
        client.post(reverse("saved_searches:list"), {"search": f"q=测绘{number}"})
        client.post(reverse("saved_searches:list"), {"search": f"q=测绘{number}"})

    answer = client.post(reverse("saved_searches:list"), {"search": "q=监理"})

    assert answer.status_code == 422
    assert SavedSearch.objects.filter(user=reader).count() == 20
    with pytest.raises(Refusal) as refused:
        save(reader, "监理")
    assert refused.value.code == "search.too_many"


def test_nothing_to_look_for_and_an_unknown_kind_are_refused(client, reader):
    client.force_login(reader)
    for sent in ({"search": ""}, {"search": "q=x&kind=nonsense"}, {"mine": "item"}):
        assert client.post(reverse("saved_searches:list"), sent).status_code == 422
    assert not SavedSearch.objects.exists()


def test_a_stranger_s_search_answers_as_one_that_does_not_exist(client, reader):
    kept = save(UserFactory(signs_in=True), "测绘")
    client.force_login(reader)

    answers = [
        client.post(reverse("saved_searches:keep", args=[token]), {"act": "delete"})
        for token in (kept.token, "0" * 32)
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert SavedSearch.objects.filter(pk=kept.pk).exists()


def test_a_search_is_renamed_and_deleted(client, reader):
    kept = save(reader, "测绘")
    client.force_login(reader)
    address = reverse("saved_searches:keep", args=[kept.token])

    assert client.post(address, {"name": ""}).status_code == 422
    client.post(address, {"name": "城西的测绘"})
    kept.refresh_from_db()
    assert kept.name == "城西的测绘"
    with override("en"):
        assert client.get(reverse("saved_searches:list")).status_code == 200
    client.post(address, {"act": "delete"})
    assert not SavedSearch.objects.exists()
