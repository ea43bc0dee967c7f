"""What becomes of the awards: services in every colour, paused, extended, delivered, accepted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils import timezone

from marketplace import clock
from marketplace.duties import run_duties
from procurement.conf import close_grace
from procurement.contracts import commands
from procurement.contracts.models import Engagement
from procurement.models import Notice

from .days import moment, worked_after, worked_before
from .sheets import sheet
from .timeline import Story

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
WATCHED = 45  # days before today, in whose first minute the clock looks at the lamps
PAUSE_REMARK = "生态环境主管部门正在开展现场核查，核查意见出具前无法定稿。"
EXTENSION_REASON = "委托方增加两个检测点位，需重新布点采样。"
EXTENSION_REMARK = "情况属实，同意延长。"
DELIVERY_REMARK = "成果一式三份，电子版附后。"


class Service:
    """The service after one award, told by running the commands at the clock's present."""

    def __init__(self, notice: Notice, *, owner, today: date) -> None:
        self.notice, self.owner, self.today = notice, owner, today

    @property
    def engagement(self) -> Engagement:
        """Return the engagement that stands."""
        standing = Engagement.objects.standing().select_related("notice", "agency__organisation")
        return standing.get(notice=self.notice)

    @property
    def promised(self) -> int:
        return self.engagement.promised_days

    def confirm(self) -> Story:
        """Have the agency confirm on the morning of its last day."""
        offered = timezone.localdate(self.engagement.offered_at)
        yield moment(worked_after(offered, 1), 9, 30)
        commands.confirm_award(**self._by_agency())

    def sign(self) -> Story:
        """Have the contract signed and handed in, on the first working day after the publicity."""
        ends = timezone.localdate(self.engagement.publicity_ends_at)
        day = worked_after(ends - DAY, 1)
        yield max(moment(day, 15, 20), clock.now() + 3 * 60 * SECOND)
        engagement = self.engagement
        commands.file_contract(
            signed_on=timezone.localdate(clock.now()),
            price=engagement.price,
            days=engagement.promised_days,
            document=self._sheet("服务合同.pdf", "Service contract"),
            **self._by_owner(),
        )

    def start(self, days_before: int) -> Story:
        """Have the papers handed over, so many working days before today."""
        yield self._working_day(days_before, 9, 15)
        papers = [
            self._sheet("项目资料.pdf", "Project papers"),
            self._sheet("规划红线图.pdf", "Boundary plan"),
        ]
        commands.start_service(papers=papers, **self._by_owner())

    def pause(self, days_before: int) -> Story:
        """Have the clock stopped, for a review by an authority."""
        yield self._working_day(days_before, 14, 5)
        commands.pause_service(
            reason="authority",
            cause="authority",
            remark=PAUSE_REMARK,
            evidence=self._sheet("现场核查通知.pdf", "Notice of an inspection on site"),
            **self._by_agency(),
        )

    def extend(self, days_before: int, days: int) -> Story:
        """Have the agency ask for more days, and the owner grant them on the next day."""
        yield self._working_day(days_before, 16, 40)
        evidence = self._sheet("增加点位函.pdf", "Letter: two more sampling points")
        asked = commands.ask_extension(
            days=days, reason=EXTENSION_REASON, evidence=evidence, **self._by_agency()
        )
        yield self._working_day(days_before - 1, 10, 10)
        commands.decide_extension(
            extension_id=asked.pk,
            granted=True,
            remark=EXTENSION_REMARK,
            by=self.owner,
            at=clock.now(),
        )

    def deliver(self, days_before: int) -> Story:
        """Have the agency hand in what was ordered."""
        yield self._working_day(days_before, 11, 25)
        commands.submit_deliverable(
            document=self._sheet("成果报告.pdf", "Report"),
            remark=DELIVERY_REMARK,
            **self._by_agency(),
        )

    def accept(self, days_before: int) -> Story:
        """Have the owner accept it."""
        yield self._working_day(days_before, 15, 45)
        commands.accept_deliverable(**self._by_owner())

    def stay_silent(self) -> Story:
        """Have the winner let its time run out, so that the clock passes it over."""
        yield self.engagement.confirm_by + close_grace() + SECOND
        run_duties(clock.now())

    def _working_day(self, days_before: int, hour: int, minute: int) -> datetime:
        """Return a moment on a working day before today, never in the past of the story."""
        at = moment(worked_before(self.today, days_before), hour, minute)
        return max(at, clock.now() + 10 * 60 * SECOND)

    def _sheet(self, name: str, title: str):
        day = timezone.localdate(clock.now())
        about = f"{title} for {self.notice.public_id}, {day.isoformat()}"
        return sheet(name, about, "Demonstration data: every name and figure is invented.")

    def _by_owner(self) -> dict:
        return {"engagement_id": self.engagement.pk, "by": self.owner, "at": clock.now()}

    def _by_agency(self) -> dict:
        engagement = self.engagement
        user = engagement.agency.organisation.members.order_by("pk").first()
        return {"engagement_id": engagement.pk, "by": user, "at": clock.now()}


def _contract(service: Service) -> Story:
    yield from service.confirm()
    yield from service.sign()


def _green(service: Service) -> Story:
    yield from _contract(service)
    yield from service.start(10)


def _yellow(service: Service) -> Story:
    """Start so that four fifths of the promise, and no more, are over when today begins."""
    yield from _contract(service)
    yield from service.start(-(-service.promised * 4 // 5) + 1)


def _red(service: Service) -> Story:
    yield from _contract(service)
    yield from service.start(service.promised + 3)


def _paused(service: Service) -> Story:
    yield from _contract(service)
    yield from service.start(14)
    yield from service.pause(6)


def _extended(service: Service) -> Story:
    yield from _contract(service)
    yield from service.start(14)
    yield from service.extend(6, days=5)


def _delivered(service: Service) -> Story:
    yield from _contract(service)
    yield from service.start(6)
    yield from service.deliver(3)


def _accepted(service: Service) -> Story:
    yield from _contract(service)
    yield from service.start(25)
    yield from service.deliver(19)
    yield from service.accept(17)


def _passed_on(service: Service) -> Story:
    """The winner is silent, and the next in the ranking confirms."""
    yield from service.stay_silent()
    yield from service.confirm()


COURSES: dict[str, Callable[[Service], Story]] = {
    "drawings": _accepted,
    "traffic": _yellow,
    "quantities": _passed_on,
    "surveys": _red,
    "supervision": _green,
    "impact": _paused,
    "hazards": _extended,
    "bills": _yellow,
    "setting-out": _delivered,
}


def after_award(script_key: str, notice: Notice, *, owner, today: date) -> Story:
    """Tell what becomes of an award: nothing yet, where nothing is said of it here."""
    course = COURSES.get(script_key)
    if course is not None:
        yield from course(Service(notice, owner=owner, today=today))


def watched_days(today: date) -> set[date]:
    """Return the days in whose first minute the clock tells which lamps have changed."""
    return {today - DAY * count for count in range(1, WATCHED)}
