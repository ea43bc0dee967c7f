"""How one notice comes and goes: drafted, published, answered, and closed by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from agencies.commands import suspend_agency
from agencies.models import Agency
from marketplace import clock
from marketplace.duties import run_duties
from marketplace.kernel.money import Money
from marketplace.models import ServiceItem
from procurement import commands
from procurement.conf import close_grace
from procurement.domain.lifecycle import State
from procurement.models import Notice
from procurement.modes.direct_selection import SMALL_SUM
from procurement.qualification import qualified_agencies

from .accounts import ACCOUNTS, INVITED_AGENCY
from .cast import firms
from .chance import Chance
from .days import moment
from .dice import next_moment, throw_due_dice
from .fee_figures import ceiling_of, figures_of
from .owners import Clients
from .scripts import DIRECT, EXCLUSION, REASON, TIE, WITHDRAWAL, Script
from .timeline import Story
from .trades import Fate

MINUTE, HOUR, SECOND = timedelta(minutes=1), timedelta(hours=1), timedelta(seconds=1)
OFFICE = range(8, 20)  # the hours in which agencies answer
PASSES = 40  # of the clock; from the close to the award it needs about ten
CANCELLATION_REASON = "项目实施计划调整，本次采购需求取消，后续另行公告。"
EXCLUSION_REASON = "被投诉出借资格，核查期间暂停选取。"


class Passes:
    """The clock's passes: notices that wait at one moment share the one of that moment."""

    def __init__(self) -> None:
        self._last: datetime | None = None

    def pass_once(self) -> None:
        """Have the clock do what is due now, and the city's people throw their dice."""
        if self._last != clock.now():
            self._last = clock.now()
            run_duties(clock.now())
            throw_due_dice(clock.now())


class Selection:
    """One notice of the demonstration, told by running the commands at the clock's present.

    With ``spares_visitors`` the agencies of the visitors' accounts are left to answer
    themselves.
    """

    def __init__(
        self, script: Script, *, clients: Clients, chance: Chance, spares_visitors: bool
    ) -> None:
        self.script, self.chance, self.spares_visitors = script, chance, spares_visitors
        self.project = clients.projects[script.project]
        self.owner, self.user = clients.of_project[script.project]
        self.notice: Notice | None = None

    def publish(self, closes_at: datetime) -> Story:
        """Draft the notice and publish it, within the half hour from now.

        In direct selection the hall's rules set the close, and ``closes_at`` counts for nothing.
        """
        items = ServiceItem.objects.in_bulk(list(self.script.ceilings), field_name="code")
        self.notice = commands.draft_notice(
            owner_id=self.owner.pk,
            project_id=self.project.pk,
            items=[items[code] for code in self.script.ceilings],
            **self._by_owner(),
        )
        yield self._soon()
        self._set_terms()
        yield self._soon()
        commands.choose_mode(
            notice_id=self.notice.pk,
            mode_key=self.script.mode,
            params=self._params(),
            closes_at=closes_at,
            **self._by_owner(),
        )
        yield self._soon()
        self.notice = commands.publish_notice(notice_id=self.notice.pk, **self._by_owner())

    def answer(self, until: datetime) -> Story:
        """Have agencies answer in office hours, from now on and before ``until``."""
        candidates = self._candidates()
        times = sorted(self._office_time(until) for _each in candidates)
        for at, agency, price in zip(times, candidates, self._prices(), strict=False):
            yield at
            self._place(agency, price)
        if self.script.twist == WITHDRAWAL:
            yield until - 40 * MINUTE
            commands.withdraw_response(notice_id=self.notice.pk, **_by_agency(candidates[0]))

    def exclude(self, operator) -> Story:
        """Have one agency suspended between its answer and the close."""
        if self.script.twist == EXCLUSION:
            yield self.notice.closes_at - 20 * MINUTE
            agency = self._qualified().get(organisation__credit_code=_excluded_code())
            suspend_agency(
                agency_id=agency.pk, reason=EXCLUSION_REASON, by=operator, at=clock.now()
            )

    def cancel(self) -> Story:
        """Have the owner take the notice back, some hours before its close."""
        yield self.notice.closes_at - 3 * HOUR
        commands.cancel_notice(
            notice_id=self.notice.pk, reason=CANCELLATION_REASON, **self._by_owner()
        )

    def close(self, passes: Passes) -> Story:
        """Let the clock take the notice from its close, through its slot, to the award."""
        yield self.notice.closes_at + close_grace() + SECOND
        for _pass in range(PASSES):
            passes.pass_once()
            self.notice.refresh_from_db()
            if self.notice.state in (State.AWARDED, State.FAILED):
                return
            yield max(clock.now() + SECOND, self._next_moment())
        raise RuntimeError(f"{self.notice.public_id} is still {self.notice.state}")

    def _next_moment(self) -> datetime:
        """Return when something is due in the slot of the notice's draw; at once without one."""
        draw = self.notice.draw
        return next_moment(draw.slot, clock.now()) if draw and draw.slot else clock.now()

    def _by_owner(self) -> dict:
        return {"by": self.user, "at": clock.now()}

    def _soon(self) -> datetime:
        return clock.now() + self.chance.between(3, 9) * MINUTE

    def _set_terms(self) -> None:
        lines = list(self.notice.lines.select_related("item"))
        figures = {line.pk: figures_of(self.script, line.item, self.project) for line in lines}
        commands.set_terms(
            notice_id=self.notice.pk,
            ceilings={
                line.pk: ceiling_of(self.script, line.item, figures[line.pk], self.notice.hall)
                for line in lines
            },
            days={line.pk: -(-line.standard_days * self.script.days // 100) for line in lines},
            figures=figures,
            texts={"scope": _scope(lines)},
            **self._by_owner(),
        )

    def _params(self) -> dict[str, object]:
        if self.script.mode != DIRECT:
            return {}
        invited = self._invited()
        return {"invited": invited.public_id, "ground": SMALL_SUM, "reason": REASON}

    def _invited(self) -> Agency:
        qualified = self._qualified()
        if self.script.invites:
            return qualified.get(organisation__members__email=self.script.invites)
        if self.spares_visitors:
            own = qualified.filter(organisation__members__email=INVITED_AGENCY).first()
            return own or qualified[0]
        return self.chance.pick(list(qualified))

    def _qualified(self):
        today = timezone.localdate(clock.now())
        return qualified_agencies(self.notice, on=today).order_by("public_id")

    def _candidates(self) -> list[Agency]:
        """Return who answers: the invited one, or some by chance, the excluded one first."""
        qualified, count = list(self._qualified()), self.script.answers
        if self.notice.invited is not None:
            return [each for each in qualified if each.public_id == self.notice.invited][:count]
        if self.spares_visitors:
            addresses = {account.email for account in ACCOUNTS}
            visitors = self._qualified().filter(organisation__members__email__in=addresses)
            qualified = [each for each in qualified if each not in set(visitors)]
        chosen = self.chance.some(qualified, len(qualified))
        if self.script.twist == EXCLUSION:
            chosen.sort(key=lambda each: each.organisation.credit_code != _excluded_code())
        return chosen[:count]

    def _office_time(self, until: datetime) -> datetime:
        """Return a moment of chance before ``until`` at which somebody is in the office."""
        now = clock.now()
        minutes = (until - now) // MINUTE
        at = now + self.chance.between(5, max(minutes - 60, 5)) * MINUTE
        local = timezone.localtime(at)
        if local.hour not in OFFICE:
            at = moment(local.date(), self.chance.pick(OFFICE), local.minute)
        return min(max(at, now + 4 * MINUTE), until - 61 * MINUTE)

    def _prices(self) -> list[Money | None]:
        """Return a price for each answer; two of them, in a tie, are the lowest."""
        count = self.script.answers
        if not self.notice.mode.asks_price:
            return [None] * count
        shares = [self.chance.between(790, 975) for _each in range(count)]
        if self.script.twist == TIE:
            shares[:2] = [self.chance.between(730, 770)] * 2
        ceiling = self.notice.ceiling.minor
        return [Money(ceiling * share // 1000 // 10_000 * 10_000) for share in shares]

    def _place(self, agency: Agency, price: Money | None) -> None:
        fastest = self.script.fastest
        commands.place_response(
            notice_id=self.notice.pk,
            price=price,
            promised={
                line.pk: -(-line.required_days * self.chance.between(fastest, 100) // 100)
                for line in self.notice.lines.all()
            },
            **_by_agency(agency),
        )


def _scope(lines) -> str:
    """Return what is to be done, in the words of the catalogue."""
    work = "；".join(f"{line.item.name_zh}：{line.item.deliverable_zh}" for line in lines)
    return f"{work}。现场踏勘由业主组织，进场时间以合同为准。"


def _by_agency(agency: Agency) -> dict:
    """Return who acts for an agency, now."""
    user = agency.organisation.members.order_by("pk").first()
    return {"agency_id": agency.pk, "by": user, "at": clock.now()}


def _excluded_code() -> str:
    return next(firm.credit_code for firm in firms() if firm.fate == Fate.EXCLUDED)
