"""Owners, projects, notices and answers."""

import factory

from marketplace.kernel.money import Money
from marketplace.models import HallRules
from procurement.models import (
    FundSource,
    Notice,
    NoticeLine,
    Owner,
    Project,
    Promise,
    Response,
)
from procurement.parts import lay_lines, sum_up

from .agencies import AgencyFactory
from .marketplace import (
    DAY,
    NOON,
    HallFactory,
    MembershipFactory,
    OrganisationFactory,
    RegionFactory,
    ServiceItemFactory,
)


class OwnerFactory(factory.django.DjangoModelFactory):
    """A project owner. ``member`` puts a person into its organisation."""

    class Meta:
        model = Owner
        skip_postgeneration_save = True

    public_id = factory.Sequence("owner-{:06}".format)
    hall = factory.SubFactory(HallFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    contact_name = "王工"
    contact_phone = "0000-33120"
    state = "verified"
    applied_at = NOON - DAY
    verified_at = NOON - DAY

    @factory.post_generation
    def member(self, create, user, **kwargs):
        if user:
            MembershipFactory(organisation=self.organisation, user=user)


class ProjectFactory(factory.django.DjangoModelFactory):
    """A project with private money; ``fiscal_bp`` makes that share of it public."""

    class Meta:
        model = Project
        skip_postgeneration_save = True

    public_id = factory.Sequence("P2026-{:06}".format)
    owner = factory.SubFactory(OwnerFactory)
    code = factory.Sequence("2603-990100-04-01-{:06}".format)
    name_zh = factory.Sequence("演示道路{}号工程".format)
    name_en = factory.Sequence("Demo Road {}".format)
    region = factory.SubFactory(RegionFactory)
    investment_minor = 1_000_000_000

    @factory.post_generation
    def fiscal_bp(self, create, share, **kwargs):
        share = share or 0
        for kind, part in (("fiscal", share), ("enterprise", 10_000 - share)):
            if part:
                FundSource.objects.create(project=self, kind=kind, share_bp=part)


class NoticeFactory(factory.django.DjangoModelFactory):
    """A complete draft with one line; ``open=True`` publishes it without any check.

    ``items`` are its service items; the ceiling of each is 20,000.00 yuan and the required
    days are the standard ones.
    """

    class Meta:
        model = Notice
        skip_postgeneration_save = True

    public_id = factory.Sequence("N2026-{:06}".format)
    owner = factory.SubFactory(OwnerFactory)
    hall = factory.SelfAttribute("owner.hall")
    project = factory.SubFactory(ProjectFactory, owner=factory.SelfAttribute("..owner"))
    complaint_phone = "0000-12300"
    mode_key = "random_draw"
    closes_at = NOON + 2 * DAY

    @factory.post_generation
    def items(self, create, items, **kwargs):
        lay_lines(self, items or [ServiceItemFactory()], on=NOON.date())
        for line in self.lines.all():
            line.ceiling, line.required_days = Money(2_000_000), line.standard_days
            line.save()
        sum_up(self)

    @factory.post_generation
    def open(self, create, is_open, **kwargs):
        if is_open:
            publish(self, **kwargs)


def publish(notice, *, at=NOON - DAY, min_answers=1) -> Notice:
    """Open a draft past the command, with its pins as the command would set them."""
    notice.rules = HallRules.objects.filter(hall=notice.hall).order_by("version").last()
    notice.state, notice.published_at = "open", at
    notice.mode_version = notice.mode.version
    notice.fiscal_share_bp = notice.project.fiscal_share_bp
    notice.min_answers = min_answers
    notice.save()
    return notice


def qualified_agency(notice, **columns):
    """Return a listed agency that offers every service of the notice and meets all it asks."""
    columns.setdefault("offers", [line.item for line in notice.lines.select_related("item")])
    asked = notice.requirements.select_related("type", "min_grade")
    columns.setdefault("holds", {row.type: row.min_grade.code for row in asked}.items())
    return AgencyFactory(**columns)


def answer(notice, agency=None, *, price=None, days=None, at=NOON) -> Response:
    """Store an answer past the command; the database's own rules still hold."""
    response = Response.objects.create(
        notice=notice,
        agency=agency or qualified_agency(notice),
        price_minor=price,
        ceiling_minor=notice.ceiling_minor,
        floor_minor=notice.floor_minor,
        currency=notice.currency,
        received_at=at,
        recorded_at=at,
        deadline_at=notice.closes_at,
    )
    for line in NoticeLine.objects.filter(notice=notice):
        Promise.objects.create(
            response=response,
            line=line,
            promised_days=days or line.required_days,
            required_days=line.required_days,
        )
    return response
