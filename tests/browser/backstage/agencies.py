"""Agencies and owners in the states that ask somebody for something."""

from datetime import timedelta

from django.utils import timezone

from agencies import commands
from agencies.domain.decree import Decree
from agencies.domain.lifecycle import State
from agencies.models import Agency
from marketplace import clock
from marketplace.kernel.money import Money
from marketplace.models import Region, ServiceItem
from marketplace.organisations.parts import Registration
from marketplace.project.demo.sheets import sheet
from marketplace.slots import tasks_for
from procurement import commands as owners
from procurement.commands.apply_as_owner import Contact
from procurement.models import Owner

from .people import by, clerk, newcomer, operator

LONG = timedelta(days=30)


def application(*, days_ago: int = 0, returned: bool = False, submitted: bool = True) -> dict:
    """Have an agency apply, and perhaps get its application back."""
    user, names = newcomer()
    at = clock.now() - timedelta(days=days_ago)
    agency = commands.apply_to_join(
        **names,
        region_id=Region.objects.earliest("pk").pk,
        address="云汀大道2号",
        legal_representative="来新",
        contact_name="来新",
        contact_phone="0000-30001",
        **by(user, at),
    )
    item = ServiceItem.objects.get(code="CST-01")
    terms = {"item_id": item.pk, "price": Money(9_000_000), "committed_days": 12}
    commands.list_service(agency_id=agency.pk, **terms, **by(user, at))
    if submitted:
        commands.submit_application(agency_id=agency.pk, **by(user, at))
    if returned:
        reason = "营业执照上的地址与填写的不一致，请更正。"
        commands.return_application(agency_id=agency.pk, reason=reason, **by(operator()))
    return {"id": agency.public_id, "email": user.email}


def fill_queue(*, count: int) -> None:
    """Have agencies apply until so many wait."""
    while _waiting().count() < count:
        application()


def clear_queue(*, leave: int) -> None:
    """Have another clerk approve what waits, but for some; none stays overdue."""
    overdue = _waiting().order_by("-vetting_escalated_at", "-pk")
    for agency in list(overdue)[: max(_waiting().count() - leave, 0)]:
        commands.claim_application(agency_id=agency.pk, **by(clerk()))
        commands.approve_application(agency_id=agency.pk, **by(clerk()))


def _waiting():
    return Agency.objects.filter(state=State.IN_VETTING.value)


def suspended(*, is_over: bool = False) -> dict:
    """Have a listed agency suspended, for a while that may be over."""
    agency = Agency.objects.listed().order_by("-pk").first()
    at = clock.now() - (LONG if is_over else timedelta(0))
    day = timezone.localdate(at)
    ends_on = day + timedelta(days=7) if is_over else None
    paper = sheet("决定书.pdf", "decision")
    decree = Decree(number=f"演监〔{agency.pk}〕号", decided_on=day, upload=paper, ends_on=ends_on)
    reason = "两份报告超期未交。"
    commands.suspend_agency(agency_id=agency.pk, reason=reason, decree=decree, **by(clerk(), at))
    return _told(agency)


def with_row(*, kind: str) -> dict:
    """Find an agency on whose desk there is a row of a kind, and one alone."""
    for agency in Agency.objects.order_by("pk"):
        kinds = [task.kind for task in tasks_for("agency", agency, at=clock.now())]
        if kinds.count(kind) == 1:
            return _told(agency)
    raise LookupError(kind)


def stops_service(*, agency: str, item: str) -> None:
    """Have an agency offer a service no longer."""
    found = Agency.objects.get(public_id=agency)
    key = ServiceItem.objects.get(code=item).pk
    commands.stop_service(agency_id=found.pk, item_id=key, **by(_member(found)))


def _told(agency: Agency) -> dict:
    return {"id": agency.public_id, "email": _member(agency).email}


def _member(agency: Agency):
    return agency.organisation.members.order_by("pk").first()


def owner_application(*, returned: bool = False) -> dict:
    """Have a body apply as an owner, and perhaps get its application back."""
    user, names = newcomer()
    owner = owners.apply_as_owner(
        registration=Registration(**names),
        contact=Contact(name="来新", phone="0000-40001"),
        proof=sheet("营业执照.pdf", "licence"),
        **by(user),
    )
    if returned:
        owners.return_owner(owner_id=owner.pk, reason="证照不清晰。", **by(operator()))
    return {"id": owner.public_id, "email": user.email}


def new_owner() -> dict:
    """Have an owner verified that has done nothing yet."""
    told = owner_application()
    owners.verify_owner(owner_id=Owner.objects.get(public_id=told["id"]).pk, **by(clerk()))
    return told


def new_agency() -> dict:
    """Have an agency begin its application, and enter nothing."""
    user, names = newcomer()
    agency = commands.apply_to_join(**names, region_id=Region.objects.earliest("pk").pk, **by(user))
    return {"id": agency.public_id, "email": user.email}


def fill_owners(*, count: int) -> None:
    """Have owners apply until so many wait."""
    while Owner.objects.waiting().count() < count:
        owner_application()


def clear_owners(*, leave: int) -> None:
    """Have another clerk verify the owners that wait, but for some."""
    for owner in list(Owner.objects.waiting())[leave:]:
        owners.verify_owner(owner_id=owner.pk, **by(clerk()))
