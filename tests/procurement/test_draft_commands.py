"""Drafts: what comes from the catalogue, and what an owner may say."""

import datetime as dt

import pytest

from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from procurement import commands
from procurement.models import Notice
from tests.factories import (
    DAY,
    NOON,
    CredentialTypeFactory,
    ServiceItemFactory,
    UserFactory,
)
from tests.factories.procurement import (
    NoticeFactory,
    OwnerFactory,
    ProjectFactory,
    qualified_agency,
)
from tests.procurement.refused import events, refused

pytestmark = pytest.mark.django_db
CLOSE = NOON + 2 * DAY


@pytest.fixture
def user(at):
    return UserFactory()


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
