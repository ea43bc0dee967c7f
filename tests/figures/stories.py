"""Small worlds for the figures: notices that go each their own way, by the commands."""

import datetime as dt
from dataclasses import dataclass

from hypothesis import strategies as st

from agencies.models import Agency
from marketplace.draw.commands import seed_draw
from marketplace.draw.models import Draw
from marketplace.kernel.money import Money
from procurement import commands
from procurement.contracts import commands as services
from procurement.contracts.models import Engagement
from tests.contracts.stories import paper, somebody
from tests.factories import DAY, HOUR, NOON, ServiceItemFactory, UserFactory
from tests.factories.procurement import NoticeFactory, qualified_agency

CEILING = 2_000_000
WEEK = 7 * DAY
ENDS = ("open", "cancelled", "failed", "void", "awarded", "declined", "accepted")


@dataclass(frozen=True)
class Story:
    """How one notice goes: when it begins, in which mode, who answers, and how it ends."""

    week: int = 0
    hours: int = 0
    mode: str = "random_draw"
    items: tuple[int, ...] = (0,)
    prices: tuple[int, ...] = (CEILING, CEILING)
    days: int = 12
    end: str = "awarded"

    @property
    def begins(self) -> dt.datetime:
        return NOON + self.week * WEEK + self.hours * HOUR


stories = st.builds(
    Story,
    week=st.integers(0, 6),
    hours=st.integers(0, 40),
    mode=st.sampled_from(["random_draw", "online_bidding", "direct_selection"]),
    items=st.sampled_from([(0,), (1,), (2,), (1, 2), (2, 0)]),
    prices=st.lists(st.integers(1, CEILING), min_size=1, max_size=3).map(tuple),
    days=st.integers(1, 20),
    end=st.sampled_from(ENDS),
)


def shelf():
    """Return three items in two categories, of two departments; the last has no cap."""
    first = ServiceItemFactory()
    second = ServiceItemFactory(category=first.category, standard_days=30)
    third = ServiceItemFactory(
        department=first.department, fee_policy="market", cap_minor=None, cap_source_zh=""
    )
    return [first, second, third]


def tell(story: Story, shelf) -> None:
    """Let a notice go its way."""
    notice = published(story, [shelf[place] for place in story.items])
    if story.end == "open":
        return
    if story.end == "cancelled":
        commands.cancel_notice(
            notice_id=notice.pk, reason="项目暂缓。", by=somebody(), at=story.begins + HOUR
        )
        return
    if story.end != "failed":
        answer_all(notice, story)
    at = notice.closes_at + dt.timedelta(minutes=7)
    commands.close_notice(notice_id=notice.pk, at=at)
    if story.end == "failed":
        commands.fail_notice(notice_id=notice.pk, at=at)
        return
    follow(award(notice, at), story, at + HOUR)


def published(story: Story, items):
    notice = NoticeFactory(items=items, mode_key=story.mode, closes_at=story.begins + 2 * DAY)
    if story.mode == "direct_selection":
        invited = qualified_agency(notice)
        notice.mode_params = {
            "invited": invited.public_id,
            "ground": "small_sum",
            "reason": "已熟悉现场",
        }
        notice.closes_at = None
        notice.save()
    return commands.publish_notice(notice_id=notice.pk, by=UserFactory(), at=story.begins)


def answer_all(notice, story: Story) -> None:
    if story.mode == "direct_selection":
        agencies = [Agency.objects.get(public_id=notice.invited)]
    else:
        agencies = [qualified_agency(notice) for _price in story.prices]
    for agency, price in zip(agencies, story.prices, strict=False):
        commands.place_response(
            notice_id=notice.pk,
            agency_id=agency.pk,
            price=Money(price) if notice.mode.asks_price else None,
            promised={line.pk: min(story.days, line.required_days) for line in notice.lines.all()},
            by=UserFactory(),
            at=story.begins + HOUR,
        )


def award(notice, at) -> Engagement:
    commands.begin_selection(notice_id=notice.pk, at=at)
    notice.refresh_from_db()
    if notice.draw:
        seed_draw(draw_id=notice.draw.public_id, at=at + DAY)
    commands.award_notice(notice_id=notice.pk, at=at)
    return Engagement.objects.standing().get(notice=notice)


def follow(engagement: Engagement, story: Story, at) -> None:
    """Let happen what follows an award."""
    notice, arguments = engagement.notice, {"engagement_id": engagement.pk, "by": somebody()}
    if story.end == "declined":
        services.decline_award(**arguments, reason="人手不足。", at=at)
    elif story.end == "void" and notice.draw_id:
        Draw.objects.filter(pk=notice.draw_id).update(voided_at=at, void_reason="少了一枚骰子")
        commands.void_notice(notice_id=notice.pk, at=at)
    elif story.end == "accepted":
        services.confirm_award(**arguments, at=at)
        filed = engagement.publicity_ends_at + HOUR
        signed = {"signed_on": filed.date(), "document": paper("contract.pdf"), "at": filed}
        terms = {"price": engagement.price, "days": engagement.promised_days}
        services.file_contract(**arguments, **signed, **terms)
        services.start_service(**arguments, papers=[paper()], at=filed + HOUR)
        done = filed + story.days * 2 * DAY
        services.submit_deliverable(**arguments, document=paper("report.pdf"), at=done)
        services.accept_deliverable(**arguments, at=done + HOUR)
