"""One cap, four ways to it: calculator, wizard, command line and trigger agree to the fen."""

import io
import json
import random
from fractions import Fraction

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from marketplace.fees.data import shipped_schedules
from marketplace.fees.domain.exact import exact
from marketplace.kernel.money import Money
from procurement import commands
from procurement.models import Notice, NoticeLine
from procurement.parts import sum_up
from tests.factories import NOON, UserFactory
from tests.factories.fees import scheduled_item
from tests.factories.procurement import OwnerFactory, ProjectFactory
from tests.procurement.owner_pages import as_member_of

from .asking import PARAMS, rule_of

pytestmark = pytest.mark.django_db
COUNT, SEED, FEN, LARGEST = 200, 20_020_415, Fraction(1, 100), 10**13
ANY_CEILING = 100_000
BY_BASE = [
    (row["key"], kind["key"])
    for row in shipped_schedules()
    if row["rule"] != "per_unit"
    for kind in row["params"]["kinds"]
]


def bases() -> list[tuple[str, str, Fraction]]:
    """Return schedule, kind and base: edges with a fen on each side, and any amounts between."""
    dice = random.Random(SEED)  # noqa: S311 -- nothing is to be secret here
    found = []
    while len(found) < COUNT:
        for key, kind in BY_BASE:
            edges = [edge for edge in rule_of(key).edges(PARAMS[key], kind) if edge > 0]
            edge = dice.choice(edges) + dice.choice([-FEN, 0, FEN])
            somewhere = Fraction(int(10 ** dice.uniform(2, 15)), 100)
            found += [(key, kind, edge), (key, kind, min(somewhere, Fraction(LARGEST)))]
    return found[:COUNT]


class FourWays:
    """The same base sent through every door, for one item of each kind of each schedule."""

    def __init__(self, client) -> None:
        self.client, self.owner = client, OwnerFactory()
        self.owner_client = as_member_of(self.owner)
        self.notices = {pair: self._draft(*pair) for pair in BY_BASE}

    def _draft(self, key, kind) -> Notice:
        item = scheduled_item(key, kind, policy="cap_and_floor")
        project = ProjectFactory(owner=self.owner)
        notice = commands.draft_notice(
            owner_id=self.owner.pk, project_id=project.pk, items=[item], by=UserFactory(), at=NOON
        )
        Notice.objects.filter(pk=notice.pk).update(mode_key="random_draw", closes_at=NOON)
        return Notice.objects.get(pk=notice.pk)

    def calculator(self, key, kind, base) -> tuple:
        item = self.notices[key, kind].lines.get().item
        page = self.client.get("/fees/", {"item": item.code, "base": exact(base)})
        assert page.status_code == 200
        assessed = page.context["assessed"]
        return tuple(each and each.minor for each in (assessed.cap, assessed.floor))

    def command(self, key, kind, base) -> tuple:
        told = io.StringIO()
        call_command("fee_cap", key, "--kind", kind, "--base", exact(base), "--json", stdout=told)
        found = json.loads(told.getvalue())
        return found["cap_fen"], found["floor_fen"]

    def wizard(self, key, kind, base, *, ceiling) -> tuple:
        """Return cap and floor as stored; None where the form refused the ceiling."""
        notice = self.notices[key, kind]
        line = notice.lines.get()
        sent = {
            f"fee-{line.pk}-base": exact(base),
            f"ceiling-{line.pk}": f"{Money(ceiling).major:.2f}",
            f"days-{line.pk}": "10",
            "complaint_phone": "0000-12300",
            "do": "next",
        }
        page = self.owner_client.post(f"/desk/owner/notices/{notice.public_id}/terms/", sent)
        if page.status_code == 422:
            return None
        line.refresh_from_db()
        return line.cap_minor, line.floor_minor

    def trigger_lets(self, key, kind, **copies) -> bool:
        """Return whether raw SQL can publish the notice as stored, but for these copies."""
        notice = self.notices[key, kind]
        with transaction.atomic():
            undo = transaction.savepoint()
            NoticeLine.objects.filter(notice=notice).update(**copies)
            sum_up(Notice.objects.get(pk=notice.pk))
            told = publish_raw(notice)
            transaction.savepoint_rollback(undo)
        assert told in ("", "procurement_notice_publishes_true_sums_on_update")
        return not told


def publish_raw(notice) -> str:
    """Publish past every command, and return the name of the rule that refused it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procurement_notice SET state = 'open', published_at = %s, rules_id = %s, "
                "mode_version = 1, fiscal_share_bp = 0, min_answers = 1 WHERE id = %s",
                [NOON.replace(day=1), notice.hall.rules.pk, notice.pk],
            )
    except IntegrityError as error:
        return str(error).partition("\n")[0]
    return ""


def test_every_door_finds_the_same_cap_and_floor(client, at):
    doors = FourWays(client)

    for number, each in enumerate(bases()):
        cap, floor = doors.command(*each)
        ceiling = next((fen for fen in (cap, floor) if fen is not None), ANY_CEILING)
        forged = ceiling if cap is None else cap + 1

        assert doors.calculator(*each) == (cap, floor), each
        if cap is not None and number % 10 == 0:
            assert doors.wizard(*each, ceiling=cap + 1) is None, each
        assert doors.wizard(*each, ceiling=ceiling) == (cap, floor), each
        assert doors.trigger_lets(*each[:2]), each
        assert not doors.trigger_lets(*each[:2], cap_minor=forged), each


def test_the_bases_reach_every_kind_its_edges_and_both_ends():
    asked = bases()

    assert len(asked) == COUNT
    assert {(key, kind) for key, kind, _base in asked} == set(BY_BASE)
    assert min(base for *_pair, base in asked) < 1_000
    assert max(base for *_pair, base in asked) > 10**12
