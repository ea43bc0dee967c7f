"""Each refusal leaves nothing behind; each deed leaves one event."""

import datetime as dt

import pytest

from agencies.commands import suspend_agency
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.organisations.models import Organisation
from procurement import commands
from procurement.models import Notice, Owner, Project, Response
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    CredentialTypeFactory,
    HallFactory,
    HallRulesFactory,
    OrganisationFactory,
    RegionFactory,
    ServiceItemFactory,
    UserFactory,
    credit_code,
)
from tests.factories.procurement import (
    NoticeFactory,
    OwnerFactory,
    ProjectFactory,
    answer,
    qualified_agency,
)

pytestmark = pytest.mark.django_db
CLOSE = NOON + 2 * DAY


@pytest.fixture
def user(at):
    return UserFactory()


def events():
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def refused(code, command, /, **arguments):
    """Run a command that must refuse, and must leave no event behind."""
    before = events()
    with pytest.raises(Refusal, match=f"^{code}$") as caught:
        command(**arguments)
    assert str(caught.value.message)
    assert str(caught.value.next_step)
    assert events() == before


# --- owners and projects


def owner_arguments(user, **changes):
    organisation = Organisation(credit_code=credit_code(7_000_001), name_zh="演示市某某中心")
    return {
        "organisation": organisation,
        "contact_name": "王工",
        "contact_phone": "0000-33120",
        "user": user,
        "at": NOON,
    } | changes


def test_an_owner_is_registered_with_its_administrator(user):
    HallFactory()

    owner = commands.register_owner(**owner_arguments(user))

    assert owner.public_id == "owner-000001"
    assert list(owner.organisation.members.all()) == [user]
    assert events() == ["owner.registered"]
    assert "contact_name" not in Event.objects.get().facts


@pytest.mark.parametrize("code", ["91990100MA00000010", "short", "", "91990100MA0000001\u0661"])
def test_a_wrong_check_digit_is_refused(user, code):
    HallFactory()
    organisation = Organisation(credit_code=code, name_zh="某某")

    refused(
        "record.invalid",
        commands.register_owner,
        **owner_arguments(user, organisation=organisation),
    )

    assert not Organisation.objects.exists()
    assert not Owner.objects.exists()


def test_a_credit_code_registers_once(user):
    HallFactory()
    OrganisationFactory(credit_code=credit_code(7_000_001))

    refused("record.invalid", commands.register_owner, **owner_arguments(user))


def test_a_site_without_a_hall_says_who_opens_one(user):
    refused("hall.missing", commands.register_owner, **owner_arguments(user))


def project_arguments(user, **changes):
    return {
        "owner_id": OwnerFactory().pk,
        "code": "2603-990100-04-01-000418",
        "name_zh": "澜岸路改造工程",
        "region_id": RegionFactory().pk,
        "investment": Money(12_000_000_000),
        "funds": {"fiscal": 6_000, "loan": 4_000},
        "by": user,
        "at": NOON,
    } | changes


def test_a_project_is_registered_with_the_shares_of_its_funds(user):
    project = commands.register_project(**project_arguments(user))

    assert project.public_id == "P2026-000001"
    assert project.fiscal_share_bp == 6_000
    assert Event.objects.get().facts["funds"] == [
        {"kind": "fiscal", "share_bp": 6_000},
        {"kind": "loan", "share_bp": 4_000},
    ]


@pytest.mark.parametrize(
    "funds", [{}, {"fiscal": 9_999}, {"fiscal": 10_001}, {"fiscal": 11_000, "loan": -1_000}]
)
def test_funds_that_are_not_the_whole_are_refused(user, funds):
    refused("funds.not_whole", commands.register_project, **project_arguments(user, funds=funds))
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "418"},
        {"code": "2603-990100-04-01-00041٨"},
        {"name_zh": "a\u202eb"},
        {"name_zh": "a\x07b"},
        {"investment": Money(0)},
        {"funds": {"gift": 10_000}},
    ],
)
def test_a_project_with_a_wrong_fact_is_refused(user, changes):
    refused("record.invalid", commands.register_project, **project_arguments(user, **changes))
    assert not Project.objects.exists()


@pytest.mark.parametrize(
    "name", ["🏗️ 工程", "مشروع الطريق", "'; DROP TABLE x; --", "<script>1</script>"]
)
def test_honest_text_is_stored_as_text(user, name):
    project = commands.register_project(**project_arguments(user, name_zh=name))

    assert Project.objects.get(pk=project.pk).name_zh == name


# --- drafts


def draft(user, *items, project=None, **changes):
    project = project or ProjectFactory()
    return commands.draft_notice(
        **{
            "owner_id": project.owner_id,
            "project_id": project.pk,
            "items": items or [ServiceItemFactory()],
            "by": user,
            "at": NOON,
        }
        | changes
    )


def test_a_draft_takes_cap_days_and_credentials_from_the_catalogue(user):
    first, second = CredentialTypeFactory(), CredentialTypeFactory()
    either = ServiceItemFactory(requires=[(first, "B"), (second, "A")])
    both = ServiceItemFactory(requires=[(first, "A"), (second, "B")], credential_rule="all")

    notice = draft(user, either, both)

    assert notice.public_id == "N2026-000001"
    assert [line.cap_minor for line in notice.lines.all()] == [either.cap_minor, both.cap_minor]
    groups = [(row.group, row.type, row.min_grade.code) for row in notice.requirements.all()]
    assert groups == [(1, first, "B"), (1, second, "A"), (2, first, "A"), (3, second, "B")]


@pytest.mark.parametrize(
    ("code", "columns"),
    [
        (r"item\.authority_pays", {"payer": "authority"}),
        (r"item\.assigned", {"chosen_by": "assigned"}),
        (r"item\.not_demandable", {"duty": "voluntary"}),
    ],
)
def test_what_no_owner_may_be_made_to_buy_is_refused(user, code, columns):
    project, item = ProjectFactory(), ServiceItemFactory(**columns)

    with pytest.raises(Refusal, match=f"^{code}$"):
        draft(user, item, project=project)

    assert not Notice.objects.exists()


def test_a_draft_without_services_or_with_another_owners_project_is_refused(user):
    project = ProjectFactory()
    with pytest.raises(Refusal, match=r"^notice\.no_services$"):
        draft(user, project=project, items=[])
    with pytest.raises(Refusal, match=r"^project\.other_owner$"):
        draft(user, project=project, owner_id=OwnerFactory().pk)
    with pytest.raises(Refusal, match=r"^notice\.not_to_follow$"):
        draft(user, project=project, follows_id=NoticeFactory().pk)
    assert not Notice.objects.filter(project=project).exists()


def test_choosing_other_services_keeps_what_known_lines_say(user):
    kept, dropped, new = ServiceItemFactory(), ServiceItemFactory(), ServiceItemFactory()
    notice = NoticeFactory(items=[dropped, kept])
    notice.lines.filter(item=kept).update(required_days=7)

    commands.choose_services(notice_id=notice.pk, items=[new, kept], by=user, at=NOON)

    lines = [(line.place, line.item, line.required_days) for line in notice.lines.all()]
    assert lines == [(1, new, None), (2, kept, 7)]
    notice.refresh_from_db()
    assert notice.ceiling is None


def terms(notice, user, *, ceiling=2_000_000, days=10, **changes):
    line = notice.lines.get()
    return {
        "notice_id": notice.pk,
        "ceilings": {line.pk: Money(ceiling)},
        "days": {line.pk: days},
        "by": user,
        "at": NOON,
    } | changes


def test_the_terms_of_a_draft_are_stored(user):
    notice, stranger = NoticeFactory(), qualified_agency(NoticeFactory())
    grade = CredentialTypeFactory().grades.get(code="B")

    commands.set_terms(
        **terms(
            notice,
            user,
            ceiling=1_500_000,
            grades=[grade],
            avoid={stranger.public_id: "编制了本项目的可研报告"},
            texts={"scope": "全长 3.2 公里\n含水环境专题"},
        )
    )

    notice.refresh_from_db()
    assert notice.ceiling == Money(1_500_000)
    assert notice.requirements.filter(line=None).get().min_grade == grade
    assert notice.avoidances.get().agency == stranger
    assert notice.scope == "全长 3.2 公里\n含水环境专题"
    assert events() == ["notice.revised"]


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (r"line\.above_cap", {"ceiling": 2_000_001}),
        (r"line\.no_ceiling", {"ceilings": {}}),
        (r"line\.no_ceiling", {"ceiling": 0}),
        (r"line\.days", {"days": 21}),
        (r"line\.days", {"days": {}}),
        (r"record\.invalid", {"texts": {"scope": "a\u202eb"}}),
        (r"record\.invalid", {"texts": {"scope": "长" * 4_001}}),
        (r"avoidance\.unknown", {"avoid": {"agency-999999": "x"}}),
    ],
)
def test_terms_that_do_not_hold_are_refused_and_nothing_is_stored(user, code, changes):
    notice = NoticeFactory()
    before = Notice.objects.values().get(pk=notice.pk)
    arguments = terms(notice, user, **{k: v for k, v in changes.items() if k != "days"})
    if "days" in changes:
        days = changes["days"]
        arguments["days"] = days if isinstance(days, dict) else {notice.lines.get().pk: days}

    refused(code, commands.set_terms, **arguments)

    assert Notice.objects.values().get(pk=notice.pk) == before


def test_avoidance_without_a_reason_is_refused(user):
    notice = NoticeFactory()
    agency = qualified_agency(notice)

    refused(
        r"avoidance\.no_reason",
        commands.set_terms,
        **terms(notice, user, avoid={agency.public_id: "  "}),
    )


def test_asking_for_an_abolished_credential_is_refused(user):
    notice = NoticeFactory()
    old = CredentialTypeFactory(abolished_on=dt.date(2018, 12, 29))
    starred = CredentialTypeFactory(is_voluntary=True)

    for code, credential in ((r"credential\.abolished", old), (r"credential\.voluntary", starred)):
        grades = [credential.grades.get(code="A")]
        refused(code, commands.set_terms, **terms(notice, user, grades=grades))


def test_a_mode_that_nobody_installed_cannot_be_chosen(user):
    refused(
        r"mode\.unknown",
        commands.choose_mode,
        notice_id=NoticeFactory().pk,
        mode_key="coin_toss",
        params={},
        closes_at=CLOSE,
        by=user,
        at=NOON,
    )


def test_nothing_of_a_published_notice_can_be_revised(user):
    notice = NoticeFactory(open=True)

    refused(r"notice\.frozen", commands.set_terms, **terms(notice, user))
    refused(
        r"notice\.frozen",
        commands.choose_services,
        notice_id=notice.pk,
        items=[ServiceItemFactory()],
        by=user,
        at=NOON,
    )


# --- publication


def test_publication_pins_mode_rules_and_the_answers_needed(user):
    notice = NoticeFactory(project__fiscal_bp=1)

    commands.publish_notice(notice_id=notice.pk, by=user, at=NOON)

    notice.refresh_from_db()
    assert (notice.state, notice.published_at, notice.mode_version) == ("open", NOON, 1)
    assert (notice.min_answers, notice.fiscal_share_bp) == (3, 1)
    assert notice.rules == notice.hall.rules
    facts = Event.objects.of(notice.stream).get(kind="notice.published").facts
    assert facts["ceiling_fen"] == 2_000_000
    assert facts["lines"][0]["required_days"] == 20


def test_private_money_needs_one_answer(user):
    notice = NoticeFactory()

    commands.publish_notice(notice_id=notice.pk, by=user, at=NOON)

    notice.refresh_from_db()
    assert notice.min_answers == 1


@pytest.mark.parametrize(
    ("code", "closes_at"),
    [
        (r"notice\.past_deadline", None),
        (r"notice\.past_deadline", NOON),
        (r"notice\.past_deadline", NOON - HOUR),
        (r"notice\.window", NOON + 23 * HOUR),
        (r"notice\.window", NOON + 61 * DAY),
    ],
)
def test_a_wrong_time_for_the_close_is_refused(user, code, closes_at):
    notice = NoticeFactory(closes_at=closes_at)

    refused(code, commands.publish_notice, notice_id=notice.pk, by=user, at=NOON)


def test_public_money_above_the_threshold_is_told_where_it_belongs(user):
    notice = NoticeFactory(project__fiscal_bp=5_000)
    HallRulesFactory(hall=notice.hall, purchase_threshold_minor=2_000_000)

    refused(
        r"notice\.above_threshold", commands.publish_notice, notice_id=notice.pk, by=user, at=NOON
    )


def test_what_the_law_puts_out_to_tender_is_refused(user):
    item = ServiceItemFactory(tender_threshold_minor=2_000_000)
    notice = NoticeFactory(items=[item])

    refused(
        r"notice\.tender_by_law", commands.publish_notice, notice_id=notice.pk, by=user, at=NOON
    )


def test_a_draft_that_is_not_complete_is_refused(user):
    without_mode = NoticeFactory(mode_key="")
    without_terms = NoticeFactory()
    without_terms.lines.update(ceiling_minor=None)
    without_phone = NoticeFactory(complaint_phone="")
    outdated = NoticeFactory()
    outdated.lines.get().item.__class__.objects.filter(pk=outdated.lines.get().item_id).update(
        standard_days=15
    )

    for code, notice in (
        (r"notice\.no_mode", without_mode),
        (r"notice\.no_terms", without_terms),
        (r"notice\.no_complaint_phone", without_phone),
        (r"notice\.catalogue_changed", outdated),
    ):
        refused(code, commands.publish_notice, notice_id=notice.pk, by=user, at=NOON)


def test_a_hall_that_reviews_notices_does_not_publish_a_draft(user):
    notice = NoticeFactory()
    HallRulesFactory(hall=notice.hall, reviews_notices=True)

    refused(r"notice\.needs_review", commands.publish_notice, notice_id=notice.pk, by=user, at=NOON)


def test_a_notice_is_published_once(user):
    notice = NoticeFactory(open=True)

    refused(r"notice\.wrong_state", commands.publish_notice, notice_id=notice.pk, by=user, at=NOON)


# --- direct selection


def invitation(notice, agency, ground="small_sum"):
    notice.mode_key = "direct_selection"
    notice.mode_params = {"invited": agency.public_id, "ground": ground, "reason": "小额零星"}
    notice.closes_at = None
    notice.save()


def test_an_invitation_is_open_until_the_end_of_the_next_working_day(user):
    notice = NoticeFactory(project__fiscal_bp=10_000)
    invitation(notice, qualified_agency(notice))

    commands.publish_notice(notice_id=notice.pk, by=user, at=NOON)

    notice.refresh_from_db()
    assert notice.closes_at == dt.datetime(2026, 3, 3, 16, tzinfo=dt.UTC)  # Tuesday, 24:00
    assert notice.min_answers == 1


def test_the_named_agency_must_qualify_when_the_notice_is_published(user):
    notice, other = NoticeFactory(), NoticeFactory()
    invitation(notice, qualified_agency(other))

    refused(
        r"invitation\.unqualified", commands.publish_notice, notice_id=notice.pk, by=user, at=NOON
    )


def test_direct_selection_has_no_avoidance_list(user):
    notice = NoticeFactory()
    invitation(notice, qualified_agency(notice))
    notice.avoidances.create(agency=qualified_agency(notice), reason="亲属")

    refused(r"direct\.no_avoidance", commands.publish_notice, notice_id=notice.pk, by=user, at=NOON)


@pytest.mark.parametrize("ground", ["small_sum", "two_failures", "sole_qualified"])
def test_a_ground_that_does_not_hold_is_refused(user, ground):
    notice = NoticeFactory()
    HallRulesFactory(hall=notice.hall, direct_limit_minor=1_999_999)
    invitation(notice, qualified_agency(notice), ground)
    qualified_agency(notice)

    refused(r"direct\.ground", commands.publish_notice, notice_id=notice.pk, by=user, at=NOON)


def test_two_failed_notices_are_a_ground(user):
    first = NoticeFactory(open=True)
    Notice.objects.filter(pk=first.pk).update(state="failed", failure="no_answers")
    second = NoticeFactory(owner=first.owner, follows=first, open=True)
    Notice.objects.filter(pk=second.pk).update(state="failed", failure="no_answers")
    notice = NoticeFactory(owner=first.owner, follows=second)
    HallRulesFactory(hall=notice.hall, direct_limit_minor=1)
    invitation(notice, qualified_agency(notice), "two_failures")

    commands.publish_notice(notice_id=notice.pk, by=user, at=NOON)

    notice.refresh_from_db()
    assert notice.state == "open"


# --- answers


def place(notice, agency, user, **changes):
    return commands.place_response(
        **{
            "notice_id": notice.pk,
            "agency_id": agency.pk,
            "promised": {line.pk: line.required_days for line in notice.lines.all()},
            "by": user,
            "at": NOON,
        }
        | changes
    )


def test_an_answer_is_private_until_the_close(user):
    notice = NoticeFactory(open=True, mode_key="online_bidding")
    agency = qualified_agency(notice)

    response = place(notice, agency, user, price=Money(1_234_567))

    event = Event.objects.of(notice.stream).get(kind="response.placed")
    assert event.facts == {}
    assert event.private.facts["price_fen"] == 1_234_567
    assert response.promises.get().promised_days == 20


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (r"response\.late", {"at": CLOSE}),
        (r"notice\.not_open", {"at": NOON - 2 * DAY}),
        (r"bid\.no_price", {}),
        (r"bid\.above_ceiling", {"price": Money(2_000_001)}),
        (r"response\.currency", {"price": Money(1, "JPY")}),
        (r"promise\.days", {"price": Money(5), "promised": {}}),
    ],
)
def test_a_refused_answer_leaves_nothing_behind(user, code, changes):
    notice = NoticeFactory(open=True, mode_key="online_bidding")
    agency = qualified_agency(notice)

    refused(code, place, notice=notice, agency=agency, user=user, **changes)

    assert not Response.objects.exists()


def test_a_millisecond_before_the_close_is_in_time(user):
    notice = NoticeFactory(open=True)

    place(notice, qualified_agency(notice), user, at=CLOSE - dt.timedelta(milliseconds=1))

    assert notice.responses.standing().count() == 1


def test_a_promise_beyond_the_required_days_is_refused(user):
    notice = NoticeFactory(open=True)
    agency, line = qualified_agency(notice), notice.lines.get()

    for days in (0, 21):
        promised = {line.pk: days}
        refused(r"promise\.days", place, notice=notice, agency=agency, user=user, promised=promised)


def test_an_agency_answers_once_and_may_answer_again_after_withdrawing(user):
    notice = NoticeFactory(open=True)
    agency = qualified_agency(notice)
    place(notice, agency, user)
    refused(r"response\.repeated", place, notice=notice, agency=agency, user=user)

    commands.withdraw_response(notice_id=notice.pk, agency_id=agency.pk, by=user, at=NOON)
    place(notice, agency, user)

    assert notice.responses.count() == 2
    assert notice.responses.standing().count() == 1


def test_after_the_close_an_answer_stands(user):
    notice = NoticeFactory(open=True)
    agency = qualified_agency(notice)
    arguments = {"notice_id": notice.pk, "agency_id": agency.pk, "by": user}
    refused(r"response\.none", commands.withdraw_response, at=NOON, **arguments)
    place(notice, agency, user)

    refused(r"response\.late_withdrawal", commands.withdraw_response, at=CLOSE, **arguments)


@pytest.mark.parametrize(
    ("code", "unfit"),
    [
        (r"agency\.not_listed", lambda notice: qualified_agency(notice, suspended=True)),
        (r"service\.not_listed", lambda notice: qualified_agency(notice, offers=[])),
        (r"credential\.missing", lambda notice: qualified_agency(notice, holds=[])),
    ],
)
def test_an_agency_that_does_not_qualify_is_told_what_is_missing(user, code, unfit):
    item = ServiceItemFactory(requires=[(CredentialTypeFactory(), "B")])
    notice = NoticeFactory(open=True, items=[item])

    refused(code, place, notice=notice, agency=unfit(notice), user=user)


def test_an_avoided_agency_reads_the_reason(user):
    notice = NoticeFactory()
    agency = qualified_agency(notice)
    notice.avoidances.create(agency=agency, reason="编制了可研报告")
    notice = Notice.objects.get(pk=notice.pk)
    commands.publish_notice(notice_id=notice.pk, by=user, at=NOON)

    with pytest.raises(Refusal, match=r"^agency\.avoided$") as caught:
        place(notice, agency, user)

    assert "编制了可研报告" in caught.value.message


# --- close and decision


def close(notice, at=CLOSE):
    return commands.close_notice(notice_id=notice.pk, at=at)


def test_closing_names_every_candidate_and_checks_again_who_qualifies(user):
    notice = NoticeFactory(open=True)
    stays, falls = qualified_agency(notice), qualified_agency(notice)
    answer(notice, stays)
    answer(notice, falls)
    suspend_agency(agency_id=falls.pk, reason="报告造假", by=user, at=NOON)

    close(notice)

    facts = Event.objects.of(notice.stream).last().facts
    assert facts == {
        "candidates": [stays.public_id],
        "excluded": [{"agency": falls.public_id, "reason": "agency.not_listed"}],
    }
    assert notice.responses.valid().get().agency == stays


def test_a_notice_is_not_closed_early_or_twice(user):
    notice = NoticeFactory(open=True)
    refused(r"notice\.too_early", close, notice=notice, at=CLOSE - HOUR)
    close(notice)

    refused(r"notice\.wrong_state", close, notice=notice)


def test_too_few_valid_answers_end_in_failure_and_not_in_a_selection(user):
    notice = NoticeFactory(open=True, open__min_answers=3)
    answer(notice)
    answer(notice)
    close(notice)

    refused(r"notice\.too_few_answers", commands.begin_selection, notice_id=notice.pk, at=CLOSE)
    failed = commands.fail_notice(notice_id=notice.pk, at=CLOSE)

    assert (failed.state, failed.failure) == ("failed", "too_few_answers")
    assert Event.objects.of(notice.stream).last().facts == {
        "reason": "too_few_answers",
        "valid_answers": 2,
        "min_answers": 3,
    }


def test_a_notice_with_enough_answers_does_not_fail(user):
    notice = NoticeFactory(open=True)
    answer(notice)
    close(notice)

    refused(r"notice\.has_answers", commands.fail_notice, notice_id=notice.pk, at=CLOSE)


def test_nothing_is_awarded_while_the_seed_is_not_there(user):
    notice = NoticeFactory(open=True)
    answer(notice)
    close(notice)
    commands.begin_selection(notice_id=notice.pk, at=CLOSE)

    refused(r"draw\.pending", commands.award_notice, notice_id=notice.pk, at=CLOSE)


def test_a_mode_whose_rules_changed_since_publication_does_not_decide(user, monkeypatch):
    notice = NoticeFactory(open=True)
    answer(notice)
    close(notice)
    commands.begin_selection(notice_id=notice.pk, at=CLOSE)
    monkeypatch.setattr(type(notice.mode), "version", 2)

    refused(r"mode\.changed", commands.award_notice, notice_id=notice.pk, at=CLOSE)


# --- cancelling


def test_an_owner_may_cancel_with_a_public_reason_until_the_close(user):
    notice = NoticeFactory(open=True)
    arguments = {"notice_id": notice.pk, "by": user}
    refused(r"notice\.no_reason", commands.cancel_notice, reason=" ", at=NOON, **arguments)
    refused(r"notice\.no_reason", commands.cancel_notice, reason="a\u202eb", at=NOON, **arguments)
    refused(r"notice\.late_cancel", commands.cancel_notice, reason="x", at=CLOSE, **arguments)

    commands.cancel_notice(reason="项目停建", at=NOON, **arguments)

    assert Event.objects.of(notice.stream).last().facts == {"reason": "项目停建"}
    refused(r"notice\.wrong_state", commands.cancel_notice, reason="x", at=NOON, **arguments)
