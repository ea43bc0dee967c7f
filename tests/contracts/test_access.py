"""Who may read an engagement's papers and history, and who may have a candidate passed over."""

import pytest

from marketplace.approvals.commands import sign_approval
from marketplace.approvals.registry import find_kind
from marketplace.documents.models import Document
from marketplace.documents.parts import may_read
from procurement.contracts import commands
from procurement.contracts.parts import may_agency, may_owner, steps_of
from procurement.models import Skip
from tests.contracts.stories import (
    CONFIRMED,
    FILED,
    awarded,
    contracted,
    fresh,
    somebody,
    started,
    told,
)
from tests.factories import HOUR, MembershipFactory, UserFactory
from tests.factories.procurement import OwnerFactory
from tests.procurement.refused import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def people(engagement):
    """Return a person of the owner and one of the agency."""
    organisations = (engagement.notice.owner.organisation, engagement.agency.organisation)
    return [MembershipFactory(organisation=each).user for each in organisations]


# --- papers


def test_the_papers_of_an_engagement_are_read_by_its_people_operators_and_regulators():
    engagement = contracted()
    owner, agency = people(engagement)
    stranger, other_owner = UserFactory(), UserFactory()
    OwnerFactory(member=other_owner)
    document = Document.objects.get(stream=engagement.stream)

    readers = [owner, agency, UserFactory(operator=True), UserFactory(regulator=True)]
    assert all(may_read(each, document) for each in readers)
    others = [stranger, other_owner, UserFactory(editor=True), UserFactory(administrator=True)]
    assert not any(may_read(each, document) for each in others)


@pytest.mark.parametrize("stream", ["engagement:", "engagement:x", "engagement:999999", "notice:1"])
def test_a_paper_about_nothing_of_ours_is_not_ours_to_show(stream):
    document = Document(stream=stream)

    assert not may_read(UserFactory(operator=True), document)


def test_owner_and_agency_act_for_themselves_only():
    engagement = awarded()
    owner, agency = people(engagement)

    assert (may_owner(owner, engagement), may_agency(owner, engagement)) == (True, False)
    assert (may_owner(agency, engagement), may_agency(agency, engagement)) == (False, True)


# --- the history


def test_the_history_tells_every_step_and_private_remarks_only_if_asked():
    engagement = started(answers=2)

    public, private = steps_of(engagement), steps_of(engagement, with_private=True)

    assert [step.kind for step in public] == [
        "award.offered",
        "award.confirmed",
        "contract.filed",
        "service.started",
    ]
    assert all(step.label and step.private == {} and step.by_id is None for step in public)
    assert private[2].private["papers"][0]["name"] == "contract.pdf"
    assert private[2].by_id is not None


def test_the_history_of_the_next_in_rank_begins_with_its_own_offer():
    first = awarded(answers=2)
    second = commands.decline_award(
        engagement_id=first.pk, reason="撤回。", by=somebody(), at=CONFIRMED
    )

    assert [step.kind for step in steps_of(first)] == ["award.offered", "award.skipped"]
    assert [step.kind for step in steps_of(second)] == ["award.offered"]


# --- passing over by ruling


@pytest.fixture
def asked():
    engagement = awarded(answers=2)
    operator = UserFactory(draw=True)
    approval = commands.ask_skip(
        engagement_id=engagement.pk, reason="被查实围标。", by=operator, at=CONFIRMED
    )
    return engagement, operator, approval


def test_a_candidate_is_passed_over_by_two_signatures(asked):
    engagement, _operator, approval = asked
    assert not Skip.objects.exists()
    regulator = UserFactory(regulator=True)

    sign_approval(approval_id=approval.pk, by=regulator, at=CONFIRMED + HOUR)

    skip = Skip.objects.get()
    assert (skip.approver, skip.reason) == (regulator, "被查实围标。")
    assert told(engagement, "award.skipped")["cause"] == "ruled"
    assert fresh(engagement).fallen_at == CONFIRMED + HOUR


def test_who_asked_does_not_sign_and_who_has_not_the_duty_neither_asks_nor_signs(asked):
    _engagement, operator, approval = asked
    at = CONFIRMED + HOUR

    refused(r"approval\.own", sign_approval, approval_id=approval.pk, by=operator, at=at)
    for user in (UserFactory(vetting=True), UserFactory()):
        refused(r"approval\.not_yours", sign_approval, approval_id=approval.pk, by=user, at=at)
        refused(
            r"approval\.not_yours",
            commands.ask_skip,
            engagement_id=awarded().pk,
            reason="围标。",
            by=user,
            at=at,
        )


def test_a_signature_that_comes_too_late_is_undone(asked):
    engagement, _operator, approval = asked
    commands.decline_award(
        engagement_id=engagement.pk, reason="撤回。", by=somebody(), at=CONFIRMED
    )

    refused(
        r"engagement\.fallen",
        sign_approval,
        approval_id=approval.pk,
        by=UserFactory(regulator=True),
        at=CONFIRMED + HOUR,
    )
    approval.refresh_from_db()
    assert approval.is_pending()


def test_it_is_asked_for_once_and_not_after_the_contract(asked):
    engagement, operator, _approval = asked
    arguments = {"reason": "围标。", "by": operator, "at": FILED + HOUR}

    refused(r"skip\.asked", commands.ask_skip, engagement_id=engagement.pk, **arguments)
    refused(r"skip\.too_late", commands.ask_skip, engagement_id=contracted().pk, **arguments)


def test_who_signs_reads_notice_agency_and_rank(asked):
    engagement, _operator, approval = asked

    told_to_signer = [str(text) for _label, text in find_kind("skip").describe(approval)]

    assert engagement.notice.public_id in told_to_signer[0]
    assert engagement.agency.public_id in told_to_signer[1]
    assert told_to_signer[2] == "1"


def test_a_ruling_by_command_needs_its_approver():
    engagement = awarded(answers=2)
    approver = UserFactory(regulator=True)

    following = commands.skip_candidate(
        engagement_id=engagement.pk, reason="围标。", approver=approver, at=CONFIRMED
    )

    assert (following.rank, Skip.objects.get().approver) == (2, approver)
