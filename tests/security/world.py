"""One small world with every role in it, and one of everything that has an address."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from agencies.models import Agency, Credential, ListedService, Practitioner
from marketplace.approvals.models import Approval
from marketplace.documents.models import Document
from marketplace.fees.models import FeeSchedule
from marketplace.models import Bundle, ProjectType, ServiceItem
from marketplace.organisations.models import Invitation
from procurement import commands
from procurement.models import Notice, Project, Question
from tests.factories import DAY, HOUR, NOON, CredentialTypeFactory, ServiceItemFactory, UserFactory
from tests.factories.agencies import AgencyFactory, PractitionerFactory
from tests.factories.charts import BundleFactory, ProjectTypeFactory
from tests.factories.fees import schedule_of
from tests.factories.procurement import (
    NoticeFactory,
    OwnerFactory,
    ProjectFactory,
    answer,
    qualified_agency,
)

MEMBERS = ("owner", "other_owner", "agency", "other_agency", "suspended_agency")
STAFF = ("vetting", "review", "sanctions", "editor", "regulator", "auditor", "administrator")
ROLES = ("anonymous", "nobody", *MEMBERS, *STAFF, "superuser")


@dataclass
class World:
    """``users`` by role, and the objects that the addresses of the table name."""

    users: dict[str, object]
    item: ServiceItem
    project_type: ProjectType
    bundle: Bundle
    draft: Notice
    open_notice: Notice
    in_review: Notice
    project: Project
    agency: Agency
    applicant: Agency
    credential: Credential
    service: ListedService
    practitioner: Practitioner
    stranger: object
    approval: Approval
    document: Document
    schedule: FeeSchedule
    service_notice: Notice
    question: Question
    invitation: Invitation


def make_world() -> World:
    users = _people()
    item = ServiceItemFactory(requires=[(CredentialTypeFactory(), "B")])
    owner = OwnerFactory(member=users["owner"])
    OwnerFactory(member=users["other_owner"])
    mine = {"owner": owner, "project": ProjectFactory(owner=owner), "items": [item]}
    open_notice = NoticeFactory(open=True, **mine)
    agency = qualified_agency(open_notice, member=users["agency"])
    AgencyFactory(member=users["other_agency"])
    AgencyFactory(suspended=True, member=users["suspended_agency"])
    handed_in = {"state": "in_review", "submitted_at": NOON, "review_by": NOON + DAY}
    return World(
        users=users,
        item=item,
        project_type=ProjectTypeFactory(needs=[item]),
        bundle=BundleFactory(items=[item]),
        draft=NoticeFactory(**mine),
        open_notice=open_notice,
        in_review=NoticeFactory(**mine, **handed_in),
        project=mine["project"],
        agency=agency,
        applicant=AgencyFactory(in_vetting=True),
        credential=agency.credentials.get(),
        service=agency.services.get(),
        practitioner=PractitionerFactory(agency=agency),
        stranger=users["nobody"],
        approval=_approval(),
        document=_document(),
        schedule=schedule_of("1980-2002"),
        service_notice=_awarded(agency, **mine),
        question=_question(open_notice, agency),
        invitation=_invitation(owner, users["nobody"]),
    )


def _people() -> dict[str, object]:
    users = {role: UserFactory() for role in ("nobody", *MEMBERS)}
    users |= {role: UserFactory(duties=(role,)) for role in STAFF}
    users["superuser"] = UserFactory(is_superuser=True, is_staff=True)
    users["anonymous"] = AnonymousUser()
    return users


def _question(notice: Notice, agency: Agency) -> Question:
    return Question.objects.create(
        notice=notice, number=1, agency=agency, text="工期从何时起算？", asked_at=NOON - HOUR
    )


def _invitation(owner, user) -> Invitation:
    return Invitation.objects.create(
        organisation=owner.organisation,
        email=user.email,
        role="delegate",
        invited_at=NOON - HOUR,
        expires_at=NOON + DAY,
    )


def _approval() -> Approval:
    return Approval.objects.create(
        public_id="A2026-000001",
        kind="plugin.bell",
        stream="bell:1",
        facts={"times": 3},
        reason="It is noon.",
        asked_by=UserFactory(vetting=True),
        asked_at=NOON,
    )


def _document() -> Document:
    return Document.objects.create(
        stream="bell:1",
        purpose="score",
        name="score.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        added_at=NOON,
    )


def _awarded(agency: Agency, **columns) -> Notice:
    """Return a notice that the agency has won and not confirmed yet."""
    named = {"invited": agency.public_id, "ground": "small_sum", "reason": "known"}
    notice = NoticeFactory(mode_key="direct_selection", mode_params=named, open=True, **columns)
    answer(notice, agency)
    for step in (commands.close_notice, commands.begin_selection, commands.award_notice):
        step(notice_id=notice.pk, at=notice.closes_at)
    return notice
