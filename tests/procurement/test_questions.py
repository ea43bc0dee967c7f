"""Questions on an open notice and the owner's answers: before everybody, once, for good."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from marketplace.models import Event
from marketplace.slots import tasks_for
from procurement import commands
from procurement.commands import asking
from procurement.models import Question, Reply
from procurement.presentation.export import public_record
from tests.factories import DAY, HOUR, NOON, UserFactory
from tests.factories.agencies import AgencyFactory
from tests.factories.procurement import NoticeFactory, OwnerFactory, answer, qualified_agency

from .owner_pages import BROKEN_TEXTS, HONEST_TEXTS, as_member_of, queries
from .refused import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
TEXT = "工期从何时起算？"


@pytest.fixture
def owner():
    return OwnerFactory()


@pytest.fixture
def notice(owner):
    return NoticeFactory(owner=owner, open=True)


@pytest.fixture
def asker(notice):
    return qualified_agency(notice, member=UserFactory())


def ask(notice, agency, *, text=TEXT, at=NOON):
    return commands.ask_question(
        notice_id=notice.pk, agency_id=agency.pk, text=text, by=UserFactory(), at=at
    )


def reply(notice, number=1, *, text="自合同签订之日起。", at=NOON):
    return commands.answer_question(
        notice_id=notice.pk, number=number, text=text, by=UserFactory(), at=at
    )


def asked_by(client, agency):
    client.force_login(agency.organisation.members.get())
    return client


def test_a_listed_agency_asks_and_everybody_reads_it(client, notice, asker):
    url = reverse("procurement:ask", args=[notice.public_id])

    response = asked_by(client, asker).post(url, {"text": TEXT})
    client.logout()
    page = client.get(notice.get_absolute_url())

    assert response.url == f"{notice.get_absolute_url()}#questions"
    assert TEXT in page.text
    assert asker.organisation.name_zh not in page.text
    assert asker.public_id not in page.text


def test_who_asks_is_private_until_the_close(client, notice, asker):
    ask(notice, asker)
    answer(notice, asker)
    before = str(public_record(notice, at=NOON))

    commands.close_notice(notice_id=notice.pk, at=notice.closes_at)
    notice.refresh_from_db()

    closed = Event.objects.get(kind="notice.closed")
    assert asker.public_id not in before
    assert closed.facts["askers"] == [{"number": 1, "agency": asker.public_id}]
    assert asker.organisation.name_zh in client.get(notice.get_absolute_url()).text


def test_the_owner_answers_from_its_desk_and_the_task_is_gone(notice, asker, owner):
    ask(notice, asker)
    browser = as_member_of(owner)
    [task] = [each for each in tasks_for("owner", owner, at=NOON) if TEXT in each.text]

    shown = browser.get(task.url)
    desk = browser.get(reverse("procurement:owner_desk"))
    response = browser.post(task.url, {"text": "自合同签订之日起。"})

    assert TEXT in shown.text
    assert TEXT in desk.text
    assert response.status_code == 302
    assert "自合同签订之日起。" in browser.get(notice.get_absolute_url()).text
    assert not [each for each in tasks_for("owner", owner, at=NOON) if TEXT in each.text]
    event = Event.objects.get(kind="question.answered")
    assert event.facts == {"number": 1, "text": "自合同签订之日起。"}


def test_a_question_is_answered_once(notice, asker):
    ask(notice, asker)
    reply(notice)

    told = {"notice_id": notice.pk, "text": "不同的答复", "by": UserFactory(), "at": NOON}
    refused("question.answered", commands.answer_question, number=1, **told)
    refused("question.unknown", commands.answer_question, number=2, **told)
    assert Reply.objects.get().text == "自合同签订之日起。"


def test_questions_end_before_the_close_and_answers_with_it(notice, asker):
    last = notice.closes_at - 4 * HOUR
    ask(notice, asker, at=last - HOUR)
    told = {"notice_id": notice.pk, "text": TEXT, "by": UserFactory()}

    refused("question.late", commands.ask_question, agency_id=asker.pk, at=last, **told)
    close = notice.closes_at
    refused("question.not_open", commands.ask_question, agency_id=asker.pk, at=close, **told)
    refused("question.closed", commands.answer_question, number=1, at=close, **told)


def test_only_listed_agencies_ask_and_only_the_invited_where_one_is(notice):
    told = {"text": TEXT, "by": UserFactory(), "at": NOON}
    suspended = AgencyFactory(suspended=True)
    named = {"invited": AgencyFactory().public_id, "ground": "small_sum", "reason": "known"}
    direct = NoticeFactory(mode_key="direct_selection", mode_params=named, open=True)

    refused(
        "question.not_listed",
        commands.ask_question,
        notice_id=notice.pk,
        agency_id=suspended.pk,
        **told,
    )
    refused(
        "question.not_invited",
        commands.ask_question,
        notice_id=direct.pk,
        agency_id=AgencyFactory().pk,
        **told,
    )


def test_an_agency_asks_so_many_questions_and_no_more(notice, asker, monkeypatch):
    for number in range(asking.MOST_BY_ONE):
        ask(notice, asker, text=f"问题 {number}")
    told = {"notice_id": notice.pk, "text": TEXT, "by": UserFactory(), "at": NOON}

    refused("question.too_many", commands.ask_question, agency_id=asker.pk, **told)
    monkeypatch.setattr(asking, "MOST_TOGETHER", 5)
    refused("question.too_many", commands.ask_question, agency_id=AgencyFactory().pk, **told)


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001, *BROKEN_TEXTS])
def test_a_text_that_hides_or_never_ends_is_refused(client, notice, asker, text):
    told = {"notice_id": notice.pk, "text": text, "by": UserFactory(), "at": NOON}
    url = reverse("procurement:ask", args=[notice.public_id])

    refused("question.text", commands.ask_question, agency_id=asker.pk, **told)
    assert asked_by(client, asker).post(url, {"text": text}).status_code == 422
    assert not Question.objects.exists()


@pytest.mark.parametrize("text", HONEST_TEXTS)
def test_any_honest_text_is_shown_as_it_was_written(client, notice, asker, text):
    ask(notice, asker, text=text)

    page = client.get(notice.get_absolute_url()).text

    assert Question.objects.get().text == text
    assert "<script>x</script>" not in page


def test_the_database_keeps_questions_and_answers(notice, asker):
    ask(notice, asker)
    reply(notice)

    deeds = (
        lambda: Reply.objects.update(text="x"),
        lambda: Reply.objects.all().delete(),
        lambda: Question.objects.update(text="x"),
    )
    for deed in deeds:
        with pytest.raises(IntegrityError, match="is_append_only"), transaction.atomic():
            deed()


def test_the_database_takes_neither_after_the_close(notice, asker):
    question = ask(notice, asker)
    late = {"text": TEXT, "number": 2, "agency": asker, "asked_at": notice.closes_at}

    with pytest.raises(IntegrityError, match="is_asked_in_time"), transaction.atomic():
        notice.questions.create(**late)
    with pytest.raises(IntegrityError, match="is_given_in_time"), transaction.atomic():
        Reply.objects.create(question=question, text="x", replied_at=notice.closes_at)


def test_the_record_has_the_questions_and_hides_how_many_answers_lie_between(owner):
    notice = NoticeFactory(owner=owner)
    asker = qualified_agency(notice)
    commands.publish_notice(notice_id=notice.pk, by=UserFactory(), at=NOON)
    notice.refresh_from_db()
    ask(notice, asker)
    answer(notice, asker)
    ask(notice, asker, text="另一个问题")

    told = public_record(notice, at=NOON)["events"]

    assert [each["kind"] for each in told] == ["notice.published", *["question.asked"] * 2]
    assert told[1]["public"] == {"number": 1, "text": TEXT}
    assert all("number" not in each for each in told)


def test_the_page_asks_as_often_for_many_questions_as_for_one(client, notice, asker):
    ask(notice, asker)
    one = queries(client, notice.get_absolute_url())
    for number in range(3):
        ask(notice, asker, text=f"问题 {number}")
        reply(notice, number=number + 1)

    assert queries(client, notice.get_absolute_url()) == one


def test_the_desk_asks_as_often_for_many_questions_as_for_one(owner, notice, asker):
    ask(notice, asker)
    browser = as_member_of(owner)
    one = queries(browser, reverse("procurement:owner_desk"))
    for number in range(3):
        ask(notice, asker, text=f"问题 {number}")

    assert queries(browser, reverse("procurement:owner_desk")) == one


def test_an_answered_question_and_a_closed_notice_take_no_answer_page(notice, asker, owner, at):
    ask(notice, asker)
    url = reverse("procurement:reply", args=[notice.public_id, 1])
    browser = as_member_of(owner)
    reply(notice)

    assert "<textarea" not in browser.get(url).text
    assert browser.post(url, {"text": "不同的答复"}).status_code == 422
    at(NOON + 3 * DAY)
    assert browser.get(url).status_code == 200
