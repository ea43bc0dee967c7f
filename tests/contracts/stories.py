"""One notice on its way from the award to the acceptance, by running the commands.

The clock begins at NOON of Monday, 2 March 2026. The notice closes and is awarded on
Wednesday; the result is publicised and to be confirmed until the end of Thursday; the
contract is handed in and the service started on Friday, 6 March, at noon.
"""

from marketplace.documents.domain.upload import Upload
from marketplace.draw.commands import seed_draw
from marketplace.models import Event
from procurement import commands as notices
from procurement.contracts import commands
from procurement.contracts.models import Engagement
from tests.factories import DAY, HOUR, NOON, UserFactory
from tests.factories.procurement import NoticeFactory, answer

CLOSE = NOON + 2 * DAY  # Wednesday
CONFIRMED = CLOSE + 4 * HOUR
FILED = NOON + 4 * DAY  # Friday, after the publicity
STARTED = FILED + HOUR
WEEK = 7 * DAY


def paper(name="paper.pdf"):
    return Upload(name, "application/pdf", b"%PDF-1.4\n% " + name.encode() + b"\n%%EOF\n")


def awarded(*, answers=1, days=None, at=CLOSE, notice=None, **columns) -> Engagement:
    """Return the first engagement of a notice that so many agencies have answered."""
    columns.setdefault("open", True)
    notice = notice or NoticeFactory(**columns)
    for _each in range(answers):
        answer(notice, days=days, price=1_500_000 if columns.get("mode_key") else None)
    notices.close_notice(notice_id=notice.pk, at=at)
    notices.begin_selection(notice_id=notice.pk, at=at)
    notice.refresh_from_db()
    if notice.draw:
        seed_draw(draw_id=notice.draw.public_id, at=at + DAY)
    notices.award_notice(notice_id=notice.pk, at=at)
    return Engagement.objects.standing().get(notice=notice)


def confirmed(**world) -> Engagement:
    engagement = awarded(**world)
    return commands.confirm_award(engagement_id=engagement.pk, by=somebody(), at=CONFIRMED)


def contract(engagement, **changes):
    """Return the arguments of ``file_contract`` for a contract that is as it should be."""
    return {
        "engagement_id": engagement.pk,
        "signed_on": FILED.date(),
        "price": engagement.price,
        "days": engagement.promised_days,
        "document": paper("contract.pdf"),
        "by": somebody(),
        "at": FILED,
    } | changes


def contracted(**world) -> Engagement:
    return commands.file_contract(**contract(confirmed(**world)))


def started(**world) -> Engagement:
    """Return an engagement of 20 working days, or ``days``, that started on 6 March."""
    engagement = contracted(**world)
    return commands.start_service(
        engagement_id=engagement.pk, papers=[paper()], by=somebody(), at=STARTED
    )


def paused(engagement, at, **changes):
    arguments = {
        "engagement_id": engagement.pk,
        "reason": "papers",
        "cause": "owner",
        "remark": "缺少地形图。",
        "evidence": paper("letter.pdf"),
        "by": somebody(),
        "at": at,
    }
    return commands.pause_service(**arguments | changes)


def resumed(engagement, at):
    return commands.resume_service(engagement_id=engagement.pk, by=somebody(), at=at)


def delivered(engagement, at):
    commands.submit_deliverable(
        engagement_id=engagement.pk, document=paper("report.pdf"), by=somebody(), at=at
    )
    return fresh(engagement)


def returned(engagement, at, reason="附图不全。"):
    commands.return_deliverable(engagement_id=engagement.pk, reason=reason, by=somebody(), at=at)
    return fresh(engagement)


def extended(engagement, at, days=5, granted=True, remark="同意。"):
    asked = commands.ask_extension(
        engagement_id=engagement.pk, days=days, reason="雨季无法踏勘。", by=somebody(), at=at
    )
    return commands.decide_extension(
        extension_id=asked.pk, granted=granted, remark=remark, by=somebody(), at=at
    )


def fresh(engagement) -> Engagement:
    return Engagement.objects.select_related("notice").get(pk=engagement.pk)


def somebody():
    return UserFactory()


def told(engagement, kind):
    """Return the public facts of the newest event of a kind on the notice's stream."""
    return Event.objects.of(engagement.notice.stream).filter(kind=kind).last().facts


def kinds(engagement):
    """Return what the notice's stream tells after the award."""
    found = [event.kind for event in Event.objects.of(engagement.notice.stream)]
    return found[found.index("notice.awarded") + 1 :]
