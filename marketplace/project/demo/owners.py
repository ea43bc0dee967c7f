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

from .accounts import PRIVATE_OWNER, PUBLIC_OWNER, open_quiet_account
from .cast import credit_code, name_parts, strangers
from .days import days_ago, moment
from .timeline import Story

FIRST_CODE = 5001  # of credit codes: those below are the agencies'


class Body(NamedTuple):
    """An owner to be: its name among the catalogue's parts, its kind, its account."""

    key: str
    name_zh: str
    kind: str
    account: str = ""


class Plan(NamedTuple):
    """A project to be. ``template`` is a name among the catalogue's parts, ``funds`` in
    basis points by kind of source."""

    key: str
    owner: str
    template: str
    district: str
    number: int
    million_yuan: int
    funds: dict[str, int]


BODIES = (
    Body("education", "演示市教育局", "government", PUBLIC_OWNER),
    Body("machinery", "演示市穆楠精密机械有限公司", "company", PRIVATE_OWNER),
    Body("roads", "演示市公路与市政设施中心", "institution"),
    Body("housing", "砚湖区住房和城乡建设局", "government"),
    Body("estate", "演示市枕溪置业有限公司", "company"),
)
PUBLIC = {"fiscal": 10_000}
MIXED = {"fiscal": 6_000, "loan": 4_000}
PRIVATE = {"enterprise": 7_000, "loan": 3_000}
PLANS = (
    Plan("school", "education", "{district}第{n}小学新建工程", "yunting", 3, 86, PUBLIC),
    Plan("kindergarten", "education", "{district}公办幼儿园（{n}号园）", "nanli", 6, 41, PUBLIC),
    Plan("parts", "machinery", "精密零部件生产基地（{n}期）", "hightech", 2, 320, PRIVATE),
    Plan("street", "roads", "{district}枕溪路道路及管网工程", "beizhu", 1, 148, MIXED),
    Plan("estates", "housing", "{district}老旧小区配套设施改造（{n}片区）", "yanhu", 4, 65, PUBLIC),
    Plan("garden", "estate", "枕溪雅园（{n}号地块）", "yanhu", 2, 560, PRIVATE),
)


class Client(NamedTuple):
    """An owner that has registered, and the person who acts for it."""

    owner: Owner
    user: object


class Clients:
    """The owners and projects that have come to be, by the keys of their plans."""

    def __init__(self) -> None:
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
        number = BODIES.index(body)
        yield moment(days_ago(today, 200 - 9 * number), 14, 10 + number)
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
        for plan in PLANS:
            if plan.owner == body.key:
                yield moment(days_ago(today, 120 - 7 * PLANS.index(plan)), 10, 30)
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


def _code(plan: Plan) -> str:
    """Return the plan's investment project code, of a place that does not exist."""
    return f"2601-990100-04-01-{418_000 + PLANS.index(plan):06}"
