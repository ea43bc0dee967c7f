"""The bell, the messages and the topics, as people use them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketplace.notifications.models import Notification, Preference
from marketplace.notifications.parts.sending import send_some
from tests.factories import DAY, NOON, AgencyFactory, UserFactory
from tests.notifications.deeds import pass_on, ring, ringer

pytestmark = [pytest.mark.django_db]
LIST, TOPICS = "/notifications/", "/notifications/topics/"


@pytest.fixture
def reader(client):
    user = ringer()
    client.force_login(user)
    return user


def rung(count: int) -> None:
    for times in range(1, count + 1):
        ring(times)
    pass_on()


def test_the_list_shows_the_unread_first_and_each_day_under_its_heading(at, client, reader):
    for days, times in ((3, 1), (1, 2), (0, 3)):
        ring(times, at=NOON - days * DAY)
    pass_on()
    Notification.objects.filter(facts={"times": 3}).update(read_at=NOON)

    groups = client.get(LIST).context["groups"]

    shown = [
        (unread, str(day), [each.message.title for each in entries])
        for unread, days in groups
        for day, entries in days
    ]
    assert shown == [
        (True, "2026-03-01", ["It rang 2 times"]),
        (True, "2026-02-27", ["It rang 1 times"]),
        (False, "2026-03-02", ["It rang 3 times"]),
    ]


def test_the_bell_counts_what_is_unread_and_stops_at_99(at, client, reader):
    rung(2)
    assert '<span class="site-tools__count">2<' in client.get(LIST).content.decode()

    rung(100)

    assert '<span class="site-tools__count">99+<' in client.get("/items/").content.decode()


def test_no_bell_for_who_is_not_signed_in(client):
    assert LIST not in client.get("/items/").content.decode()


def test_the_link_leads_to_the_thing_and_marks_it_read(at, client, reader):
    rung(1)
    row = Notification.objects.get()

    response = client.get(reverse("notifications:follow", args=[row.pk]))

    assert response["Location"] == "/rules/"
    row.refresh_from_db()
    assert row.read_at == NOON


def test_one_and_then_all_are_marked_read_but_nothing_that_came_since(at, client, reader):
    rung(3)
    first, second, third = Notification.objects.order_by("pk")
    client.post(reverse("notifications:read", args=[first.pk]))
    newest = client.get(LIST).context["newest"]
    rung(1)

    client.post("/notifications/read/", {"newest": newest})

    assert newest == third.pk
    unread = Notification.objects.filter(read_at=None)
    assert [row.pk > third.pk for row in unread] == [True]
    assert second.pk < newest


@pytest.mark.parametrize("newest", ["", "x", "-1", "²", "9" * 30])
def test_a_made_up_number_is_refused(at, client, reader, newest):
    assert client.post("/notifications/read/", {"newest": newest}).status_code == 400


def test_anothers_message_answers_exactly_like_one_that_does_not_exist(at, client):
    ringer()
    rung(1)
    theirs = Notification.objects.get().pk
    client.force_login(UserFactory())

    for method, name in (("get", "follow"), ("post", "read")):
        answers = [
            getattr(client, method)(reverse(f"notifications:{name}", args=[pk]))
            for pk in (theirs, theirs + 1000)
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert abs(len(answers[0].content) - len(answers[1].content)) < 100
    client.post("/notifications/read/", {"newest": theirs})
    assert Notification.objects.get().read_at is None


def test_a_message_that_is_wanted_by_mail_only_is_not_on_the_site(at, client, reader):
    Preference.objects.create(user=reader, topic="plugin.bell", on_site=False)
    rung(1)

    assert client.get(LIST).context["groups"] == []
    row = Notification.objects.get()
    assert client.get(reverse("notifications:follow", args=[row.pk])).status_code == 404


def test_the_list_asks_as_much_with_three_as_with_thirty(
    at, client, reader, django_assert_num_queries
):
    rung(3)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    rung(27)

    with django_assert_num_queries(len(few)):
        assert len(client.get(LIST).context["page"]) == 30


def test_a_page_that_is_too_far_shows_the_last(at, client, reader):
    rung(31)

    assert client.get(LIST, {"page": 99}).context["page"].number == 2


def test_a_message_of_an_app_that_is_gone_is_left_out(at, client, reader):
    rung(1)
    Notification.objects.update(topic="gone.topic")

    assert client.get(LIST).context["groups"] == []
    follow = reverse("notifications:follow", args=[Notification.objects.get().pk])
    assert client.get(follow).status_code == 404


def test_the_topic_page_shows_what_concerns_the_person_and_keeps_the_choice(at, client, reader):
    AgencyFactory(member=reader)
    page = client.get(TOPICS)
    keys = [topic.key for _title, rows in page.context["sections"] for topic, _s, _m in rows]
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value is not False}
    sent |= {"plugin.bell-mail": "daily", "agencies.sanctions-mail": "never"}
    del sent["procurement.published-site"], sent["agencies.sanctions-site"]

    response = client.post(TOPICS, sent)

    assert response.status_code == 302
    assert "procurement.published" in keys
    assert "agencies.vetting" not in keys
    kept = Preference.objects.filter(user=reader).order_by("topic")
    assert list(kept.values_list("topic", "on_site", "mailing")) == [
        ("agencies.sanctions", True, "never"),  # a legal time: the site always tells it
        ("plugin.bell", True, "daily"),
        ("procurement.published", False, "at_once"),
    ]


def test_a_made_up_way_is_refused_and_nothing_is_kept(at, client, reader):
    response = client.post(TOPICS, {"plugin.bell-mail": "hourly"})

    assert response.status_code == 422
    assert not Preference.objects.exists()


def test_a_mail_program_switches_a_topic_off_with_one_click(at, client, office):
    user = ringer(preferred_language="en")
    rung(1)
    send_some()
    header = office.taken[0]["List-Unsubscribe"]
    path = "/" + header.strip("<>").split("/", 3)[3]
    assert office.taken[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    asked = client.get(path)  # programs look at links: that alone switches nothing off
    assert asked.status_code == 200
    assert not Preference.objects.exists()

    answer = client.post(path, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    kept = Preference.objects.get()
    assert (kept.user, kept.topic, kept.mailing, kept.on_site) == (
        user,
        "plugin.bell",
        "never",
        True,
    )
    client.post(path, {"act": "on"})
    kept.refresh_from_db()
    assert kept.mailing == "at_once"


def test_a_forged_link_switches_nothing_off(at, client):
    ringer()
    assert client.post("/notifications/off/bWFkZQ:up/").status_code == 404
    assert not Preference.objects.exists()


def test_the_language_of_mails_is_the_one_of_the_sign_up_until_it_is_changed(at, client, reader):
    response = client.post(
        "/accounts/settings/", {"display_name": "Bell Ringer", "preferred_language": "en"}
    )

    assert response.status_code == 302
    reader.refresh_from_db()
    assert (reader.display_name, reader.preferred_language) == ("Bell Ringer", "en")


@pytest.mark.parametrize(
    "wrong", [{"preferred_language": "tlh"}, {"display_name": ""}, {"display_name": "a\u202eb"}]
)
def test_wrong_settings_are_refused(at, client, reader, wrong):
    sent = {"display_name": "Bell", "preferred_language": "en"} | wrong

    assert client.post("/accounts/settings/", sent).status_code == 422
    reader.refresh_from_db()
    assert reader.preferred_language == ""
