"""The project owners of the city and what they build."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from marketplace import clock
from marketplace.kernel.money import Money
from marketplace.models import Region
from marketplace.organisations.models import Organisation
from procurement import commands
from procurement.models import Owner, Project

from .accounts import open_quiet_account
from .bodies import ALL_BODIES, ALL_PLANS, PLANS, Body, Plan
from .cast import credit_code, name_parts, strangers
from .days import days_ago, moment
from .timeline import Story

FIRST_CODE = 5001  # of credit codes: those below are the agencies'


class Client(NamedTuple):
    """An owner that has registered, and the person who acts for it."""

    owner: Owner
    user: object


class Clients:
    """The owners and projects that have come to be, by the keys of their plans."""

    def __init__(self, plans: tuple[Plan, ...] = PLANS) -> None:
        self._plans = plans
        self.of_project: dict[str, Client] = {}
        self.projects: dict[str, Project] = {}

    @classmethod
    def found(cls) -> Clients:
        """Return those of a world that stands already."""
        clients = cls()
        for plan in PLANS:
            project = Project.objects.get(code=_code(plan))
            user = project.owner.organisation.members.order_by("pk").first()
            clients.of_project[plan.key] = Client(project.owner, user)
            clients.projects[plan.key] = project
        return clients

    def story(self, body: Body, *, today: date, users: dict) -> Story:
        """Register an owner and, some days later, its projects."""
        number = ALL_BODIES.index(body)
        yield moment(days_ago(today, 200 - 4 * number), 14, 10 + number)
        names = {each["zh"]: each for each in name_parts()["owners"]}
        contact = next(strangers(body.key))
        user = users.get(body.account) or open_quiet_account(
            f"{body.key}@quiet.example", contact.name
        )
        owner = commands.register_owner(
            organisation=Organisation(
                credit_code=credit_code(FIRST_CODE + number, body.kind),
                name_zh=body.name_zh,
                name_en=names[body.name_zh]["en"],
                kind=body.kind,
            ),
            contact_name=contact.name,
            contact_phone=contact.phone,
            user=user,
            at=clock.now(),
        )
        own = [plan for plan in self._plans if plan.owner == body.key]
        for plan in sorted(own, key=_age, reverse=True):
            yield moment(days_ago(today, _age(plan)), 10, 30)
            self._register(plan, Client(owner, user))

    def _register(self, plan: Plan, client: Client) -> None:
        parts = name_parts()
        template = next(each for each in parts["projects"] if each["zh"] == plan.template)
        district = next(each for each in parts["districts"] if each["code"] == plan.district)
        self.of_project[plan.key] = client
        self.projects[plan.key] = commands.register_project(
            owner_id=client.owner.pk,
            code=_code(plan),
            name_zh=template["zh"].format(district=district["zh"], n=plan.number),
            name_en=template["en"].format(district=district["en"], n=plan.number),
            region_id=Region.objects.get(code=plan.district).pk,
            investment=Money.of_major(plan.million_yuan * 1_000_000),
            funds=plan.funds,
            by=client.user,
            at=clock.now(),
        )


def _age(plan: Plan) -> int:
    """Return how many days ago the project is registered: before its first notice."""
    return 120 - ALL_PLANS.index(plan)


def _code(plan: Plan) -> str:
    """Return the plan's investment project code, of a place that does not exist."""
    return f"2601-990100-04-01-{418_000 + ALL_PLANS.index(plan):06}"
