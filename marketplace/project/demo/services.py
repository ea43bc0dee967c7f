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

from .chance import Chance
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
        self.chance = Chance("service", notice.public_id, today.isoformat())

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

    def start(self, days: int) -> Story:
        """Have the papers handed over; for the days see ``_working_day``."""
        yield self._working_day(days, 9, 15)
        papers = [
            self._sheet("项目资料.pdf", "Project papers"),
            self._sheet("规划红线图.pdf", "Boundary plan"),
        ]
        commands.start_service(papers=papers, **self._by_owner())

    def pause(self, days: int) -> Story:
        """Have the clock stopped, for a review by an authority."""
        yield self._working_day(days, 14, 5)
        commands.pause_service(
            reason="authority",
            cause="authority",
            remark=PAUSE_REMARK,
            evidence=self._sheet("现场核查通知.pdf", "Notice of an inspection on site"),
            **self._by_agency(),
        )

    def extend(self, days: int, *, by: int) -> Story:
        """Have the agency ask for more days, and the owner grant them on the next day."""
        yield self._working_day(days, 16, 40)
        evidence = self._sheet("增加点位函.pdf", "Letter: two more sampling points")
        asked = commands.ask_extension(
            days=by, reason=EXTENSION_REASON, evidence=evidence, **self._by_agency()
        )
        yield self._working_day(days + 1, 10, 10)
        commands.decide_extension(
            extension_id=asked.pk,
            granted=True,
            remark=EXTENSION_REMARK,
            by=self.owner,
            at=clock.now(),
        )

    def deliver(self, days: int) -> Story:
        """Have the agency hand in what was ordered."""
        yield self._working_day(days, 11, 25)
        commands.submit_deliverable(
            document=self._sheet("成果报告.pdf", "Report"),
            remark=DELIVERY_REMARK,
            **self._by_agency(),
        )

    def accept(self, days: int) -> Story:
        """Have the owner accept it."""
        yield self._working_day(days, 15, 45)
        commands.accept_deliverable(**self._by_owner())

    def stay_silent(self) -> Story:
        """Have the winner let its time run out, so that the clock passes it over."""
        yield self.engagement.confirm_by + close_grace() + SECOND
        run_duties(clock.now())

    def _working_day(self, days: int, hour: int, minute: int) -> datetime:
        """Return a moment on a working day, never in the past of the story.

        The days count from the story's present, or before today when they are negative.
        """
        if days > 0:
            return moment(worked_after(timezone.localdate(clock.now()), days), hour, minute)
        at = moment(worked_before(self.today, -days), hour, minute)
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
    yield from service.start(-10)


def _yellow(service: Service) -> Story:
    """Start so that four fifths of the promise, and no more, are over when today begins."""
    yield from _contract(service)
    yield from service.start(-service.promised * 4 // 5 - 1)


def _red(service: Service) -> Story:
    yield from _contract(service)
    yield from service.start(-service.promised - 3)


def _paused(service: Service) -> Story:
    yield from _contract(service)
    yield from service.start(-14)
    yield from service.pause(-6)


def _extended(service: Service) -> Story:
    yield from _contract(service)
    yield from service.start(-14)
    yield from service.extend(-6, by=5)


def _delivered(service: Service) -> Story:
    yield from _contract(service)
    yield from service.start(-6)
    yield from service.deliver(-3)


def _accepted(service: Service) -> Story:
    yield from _contract(service)
    yield from service.start(-25)
    yield from service.deliver(-19)
    yield from service.accept(-17)


def _passed_on(service: Service) -> Story:
    """The winner is silent, and the next in the ranking confirms."""
    yield from service.stay_silent()
    yield from service.confirm()


def _usual(service: Service) -> Story:
    """Take as long as such services take, from the contract to the acceptance; a few too long."""
    chance = service.chance
    share = 125 if chance.happens(7) else chance.between(45, 92)
    yield from _contract(service)
    yield from service.start(chance.between(1, 3))
    yield from service.deliver(max(service.promised * share // 100, 1))
    yield from service.accept(chance.between(1, 3))


COURSES: dict[str, Callable[[Service], Story]] = {
    "accepted": _accepted,
    "delivered": _delivered,
    "extended": _extended,
    "green": _green,
    "passed_on": _passed_on,
    "paused": _paused,
    "red": _red,
    "usual": _usual,
    "yellow": _yellow,
}


def after_award(course: str, notice: Notice, *, owner, today: date) -> Story:
    """Tell what becomes of an award: nothing yet, where no course is named."""
    if course:
        yield from COURSES[course](Service(notice, owner=owner, today=today))


def watched_days(today: date) -> set[date]:
    """Return the days in whose first minute the clock tells which lamps have changed."""
    return {today - DAY * count for count in range(1, WATCHED)}
