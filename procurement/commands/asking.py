"""Questions on an open notice and the owner's answers: public, and never taken back."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from marketplace.kernel.refusal import Refusal
from marketplace.kernel.text import composed, hidden_character
from marketplace.models import Event
from marketplace.notation import moment
from marketplace.transaction import command

from ..conf import question_lead
from ..models import Notice, Question, Reply
from ..models.question import QUESTION_MAX, REPLY_MAX

MOST_BY_ONE = 5
MOST_TOGETHER = 100


def ask_question(*, notice_id, agency_id, text: str, by, at) -> Question:
    """Put a listed agency's question on an open notice; who asks stays private until the close.

    Raises:
        Refusal: ``question.late``, ``question.not_open``, ``question.not_listed``,
            ``question.not_invited``, ``question.too_many`` or ``question.text``.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        _require_time(notice, at)
        agency = _asker(notice, agency_id)
        _require_room(notice, agency)
        question = notice.questions.create(
            number=notice.questions.count() + 1,
            agency=agency,
            text=_plain(text, QUESTION_MAX),
            asked_by=by,
            asked_at=at,
        )
        Event.append(
            notice.stream,
            "question.asked",
            at=at,
            by=by,
            private={"agency": agency.public_id},
            number=question.number,
            text=question.text,
        )
    return question


def answer_question(*, notice_id, number: int, text: str, by, at) -> Reply:
    """Answer a question for everybody, once, before the close.

    Raises:
        Refusal: ``question.unknown``, ``question.closed``, ``question.answered`` or
            ``question.text``.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        question = notice.questions.filter(number=number).first()
        if question is None:
            raise Refusal(
                "question.unknown",
                _("Nothing was answered: there is no question %(number)d.") % {"number": number},
                _("Reload the page to see the questions."),
            )
        if not notice.is_open(at):
            raise Refusal(
                "question.closed",
                _("The answer was not published: the notice has closed, so it helps nobody."),
                _("Copy the notice and say it in the new one, if there is one."),
            )
        if Reply.objects.filter(question=question).exists():
            raise Refusal(
                "question.answered",
                _("The answer was not published: question %(number)d is answered already.")
                % {"number": number},
                _("Reload the page to read that answer; it stays as it is."),
            )
        reply = Reply.objects.create(
            question=question, text=_plain(text, REPLY_MAX), replied_by=by, replied_at=at
        )
        facts = {"number": question.number, "text": reply.text}
        Event.append(notice.stream, "question.answered", at=at, by=by, **facts)
    return reply


def _require_time(notice: Notice, at: datetime) -> None:
    if not notice.is_open(at) or at < notice.published_at:
        raise Refusal(
            "question.not_open",
            _("The question was not published: the notice is “%(state)s”.")
            % {"state": notice.state_label},
            _("Look for notices that are open."),
        )
    ends = questions_until(notice)
    if at >= ends:
        raise Refusal(
            "question.late",
            _("The question was not published: questions were taken until %(end)s.")
            % {"end": moment(ends)},
            _("Ask the owner by telephone; the notice names the number."),
        )


def questions_until(notice: Notice) -> datetime:
    """Return until when questions are taken: some hours before the close, half-way at least."""
    window = notice.closes_at - notice.published_at
    return notice.closes_at - min(question_lead(), window / 2)


def _asker(notice: Notice, agency_id) -> Agency:
    agency = Agency.objects.listed().filter(pk=agency_id).first()
    if agency is None:
        raise Refusal(
            "question.not_listed",
            _("The question was not published: your agency is not listed."),
            _("See on your agency's page what it lacks."),
        )
    if notice.invited and notice.invited != agency.public_id:
        raise Refusal(
            "question.not_invited",
            _("The question was not published: another agency is invited to this notice."),
            _("Look for notices that are open to all qualified agencies."),
        )
    return agency


def _require_room(notice: Notice, agency: Agency) -> None:
    mine = notice.questions.filter(agency=agency).count()
    if mine >= MOST_BY_ONE or notice.questions.count() >= MOST_TOGETHER:
        raise Refusal(
            "question.too_many",
            _(
                "The question was not published: an agency asks at most %(mine)d questions, and "
                "a notice takes %(all)d."
            )
            % {"mine": MOST_BY_ONE, "all": MOST_TOGETHER},
            _("Read the answers that are there, or ask the owner by telephone."),
        )


def _plain(text: str, limit: int) -> str:
    plain = composed(text).strip()
    if not plain or len(plain) > limit or hidden_character(plain, lines=True):
        raise Refusal(
            "question.text",
            _("Nothing was published: some plain text is needed."),
            _("Write it in at most %(limit)d characters.") % {"limit": limit},
        )
    return plain
