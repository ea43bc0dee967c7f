"""One small world with every role in it, and one of everything that has an address."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from agencies.models import Agency, Credential, ListedService, Practitioner
from marketplace.approvals.models import Approval
from marketplace.documents.models import Document
from marketplace.fees.models import FeeSchedule
from marketplace.models import ServiceItem
from procurement import commands
from procurement.models import Notice, Project
from tests.factories import DAY, NOON, CredentialTypeFactory, ServiceItemFactory, UserFactory
from tests.factories.agencies import AgencyFactory, PractitionerFactory
from tests.factories.fees import schedule_of
from tests.factories.procurement import (
    NoticeFactory,
    OwnerFactory,
    ProjectFactory,
    answer,
    qualified_agency,
)

STAFF = ("vetting", "review", "sanctions", "editor", "regulator", "auditor", "administrator")
ROLES = (
    "anonymous",
    "nobody",
    "owner",
    "other_owner",
    "agency",
    "other_agency",
    "suspended_agency",
    *STAFF,
    "superuser",
)


@dataclass
class World:
    """``users`` by role, and the objects that the addresses of the table name."""

    users: dict[str, object]
    item: ServiceItem
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


def make_world() -> World:
    users = {role: UserFactory() for role in ("nobody", "owner", "other_owner")}
    users |= {role: UserFactory() for role in ("agency", "other_agency", "suspended_agency")}
    for role in (
        "vetting",
        "review",
        "sanctions",
        "editor",
        "regulator",
        "auditor",
        "administrator",
    ):
        users[role] = UserFactory(duties=(role,))
    users["superuser"] = UserFactory(is_superuser=True, is_staff=True)
    users["anonymous"] = AnonymousUser()
    item = ServiceItemFactory(requires=[(CredentialTypeFactory(), "B")])
    owner = OwnerFactory(member=users["owner"])
    OwnerFactory(member=users["other_owner"])
    project = ProjectFactory(owner=owner)
    open_notice = NoticeFactory(owner=owner, project=project, items=[item], open=True)
    agency = qualified_agency(open_notice, member=users["agency"])
    AgencyFactory(member=users["other_agency"])
    AgencyFactory(suspended=True, member=users["suspended_agency"])
    return World(
        users=users,
        item=item,
        draft=NoticeFactory(owner=owner, project=project, items=[item]),
        open_notice=open_notice,
        in_review=NoticeFactory(
            owner=owner,
            project=project,
            items=[item],
            state="in_review",
            submitted_at=NOON,
            review_by=NOON + DAY,
        ),
        project=project,
        agency=agency,
        applicant=AgencyFactory(in_vetting=True),
        credential=agency.credentials.get(),
        service=agency.services.get(),
        practitioner=PractitionerFactory(agency=agency),
        stranger=users["nobody"],
        approval=Approval.objects.create(
            public_id="A2026-000001",
            kind="plugin.bell",
            stream="bell:1",
            facts={"times": 3},
            reason="It is noon.",
            asked_by=UserFactory(vetting=True),
            asked_at=NOON,
        ),
        document=Document.objects.create(
            stream="bell:1",
            purpose="score",
            name="score.pdf",
            media_type="application/pdf",
            size=1,
            sha256="0" * 64,
            added_at=NOON,
        ),
        schedule=schedule_of("1980-2002"),
        service_notice=_awarded(agency, owner=owner, project=project, items=[item]),
    )


def _awarded(agency: Agency, **columns) -> Notice:
    """Return a notice that the agency has won and not confirmed yet."""
    named = {"invited": agency.public_id, "ground": "small_sum", "reason": "known"}
    notice = NoticeFactory(mode_key="direct_selection", mode_params=named, open=True, **columns)
    answer(notice, agency)
    for step in (commands.close_notice, commands.begin_selection, commands.award_notice):
        step(notice_id=notice.pk, at=notice.closes_at)
    return notice
