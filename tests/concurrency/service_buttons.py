"""What fifty people press in the course of a service."""

import datetime as dt

from procurement.contracts import commands as contracts
from tests.concurrency.buttons import Button
from tests.contracts import stories
from tests.contracts.stories import CONFIRMED, STARTED
from tests.factories import DAY, HOUR

SECOND = dt.timedelta(seconds=1)


def _service(engagement, press, kind):
    return Button(press, engagement.notice.stream, kind)


def confirms(user):
    made = stories.awarded()
    return _service(
        made,
        lambda: contracts.confirm_award(engagement_id=made.pk, by=user, at=CONFIRMED),
        "award.confirmed",
    )


def declines(user):
    made = stories.awarded(answers=2)
    return _service(
        made,
        lambda: contracts.decline_award(
            engagement_id=made.pk, reason="人手不足。", by=user, at=CONFIRMED
        ),
        "award.skipped",
    )


def passes_over(user):
    made = stories.awarded(answers=2)
    at = made.confirm_by + 15 * SECOND
    return _service(
        made, lambda: contracts.skip_silent(engagement_id=made.pk, at=at), "award.skipped"
    )


def files(user):
    made = stories.confirmed()
    arguments = stories.contract(made)
    return _service(made, lambda: contracts.file_contract(**arguments), "contract.filed")


def starts(user):
    made = stories.contracted()
    return _service(
        made,
        lambda: contracts.start_service(
            engagement_id=made.pk, papers=[stories.paper()], by=user, at=STARTED
        ),
        "service.started",
    )


def pauses(user):
    made = stories.started()
    at = STARTED + DAY
    return _service(made, lambda: stories.paused(made, at, by=user), "service.paused")


def resumes(user):
    made = stories.started()
    stories.paused(made, STARTED + DAY)
    at = STARTED + 3 * DAY
    return _service(
        made,
        lambda: contracts.resume_service(engagement_id=made.pk, by=user, at=at),
        "service.resumed",
    )


def decides_extension(user):
    made = stories.started()
    asked = contracts.ask_extension(
        engagement_id=made.pk, days=2, reason="雨季。", by=user, at=STARTED + DAY
    )
    at = STARTED + DAY + HOUR
    return _service(
        made,
        lambda: contracts.decide_extension(
            extension_id=asked.pk, granted=True, remark="同意。", by=user, at=at
        ),
        "extension.granted",
    )


def delivers(user):
    made = stories.started()
    at = STARTED + 3 * DAY
    return _service(
        made,
        lambda: contracts.submit_deliverable(
            engagement_id=made.pk, document=stories.paper(), by=user, at=at
        ),
        "deliverable.submitted",
    )


def accepts(user):
    made = stories.delivered(stories.started(), STARTED + 3 * DAY)
    at = STARTED + 4 * DAY
    return _service(
        made,
        lambda: contracts.accept_deliverable(engagement_id=made.pk, by=user, at=at),
        "deliverable.accepted",
    )


BUTTONS = [
    confirms, declines, passes_over, files, starts, pauses, resumes, decides_extension,
    delivers, accepts,
]  # fmt: skip
