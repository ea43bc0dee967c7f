from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from marketplace import clock
from marketplace.draw.parts import promise_die
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.models import Event
from marketplace.transaction import command

from ..facts import answer_facts
from ..models import Notice, Promise, Response
from ..qualification import qualified_agencies, shortfalls


def place_response(
    *, notice_id, agency_id, price: Money | None = None, promised: Mapping[int, int], by, at
) -> Response:
    """Enter an agency's sign-up, acceptance or quote, as received at ``at``.

    ``promised`` gives working days for each line's key. Who answered and at what price
    stays private until the notice closes.

    Raises:
        Refusal: ``response.late``, ``notice.not_open``, ``response.repeated``,
            ``response.currency``, ``promise.…``, why the agency does not qualify, or whatever
            the notice's selection mode objects to.
    """
    with command():
        notice = Notice.objects.locked(notice_id)
        _require_open(notice, at)
        agency = _qualified(notice, agency_id, at)
        if notice.responses.standing().filter(agency=agency).exists():
            raise Refusal(
                "response.repeated",
                _("The answer was not entered: your agency has answered already."),
                _("To change it, withdraw the first answer and send a new one before the close."),
            )
        response = _with_true_copies(notice, agency, at)
        _set_price(response, price if notice.mode.asks_price else None)
        notice.mode.check_entry(notice.terms, response.as_entry())
        response.save(force_insert=True)
        _keep_promises(response, notice, promised)
        promise_die(subject=notice.stream, thrower=agency.public_id, at=at)
        Event.append(
            notice.stream,
            "response.placed",
            at=response.recorded_at,
            by=by,
            private=answer_facts(response) | {"received_at": at},
        )
    return response


def _require_open(notice: Notice, at) -> None:
    if notice.is_open(at) and notice.published_at <= at:
        return
    if notice.published_at and notice.closes_at <= at:
        raise Refusal(
            "response.late",
            _(
                "The answer was not entered: it arrived at %(at)s, "
                "and the notice closed at %(close)s."
            )
            % {
                "at": f"{timezone.localtime(at):%F %T}",
                "close": f"{timezone.localtime(notice.closes_at):%F %T}",
            },
            _("Look for other notices that you may answer."),
        )
    raise Refusal(
        "notice.not_open",
        _("The answer was not entered: the notice is “%(state)s”.") % {"state": notice.state_label},
        _("Look for other notices that you may answer."),
    )


def _qualified(notice: Notice, agency_id, at) -> Agency:
    today = timezone.localdate(at)
    agency = qualified_agencies(notice, on=today).filter(pk=agency_id).first()
    if agency is not None:
        return agency
    missing = shortfalls(Agency.objects.get(pk=agency_id), notice, on=today)
    raise Refusal(
        missing[0].code,
        " ".join(["", *(str(each.message) for each in missing)]).strip(),
        " ".join(dict.fromkeys(str(each.next_step) for each in missing)),
    )


def _with_true_copies(notice: Notice, agency: Agency, at) -> Response:
    return Response(
        notice=notice,
        agency=agency,
        ceiling_minor=notice.ceiling_minor,
        floor_minor=notice.floor_minor,
        currency=notice.currency,
        received_at=at,
        recorded_at=clock.now(),
        deadline_at=notice.closes_at,
    )


def _set_price(response: Response, price: Money | None) -> None:
    if price is not None and price.currency != response.currency:
        raise Refusal(
            "response.currency",
            _("The answer was not entered: the notice is in %(currency)s.")
            % {"currency": response.currency},
            _("Quote in that currency."),
        )
    response.price = price


def _keep_promises(response: Response, notice: Notice, promised: Mapping[int, int]) -> None:
    for line in notice.lines.select_related("item"):
        days = promised.get(line.pk)
        if days is None or not 1 <= days <= line.required_days:
            raise Refusal(
                "promise.days",
                _(
                    "The answer was not entered: “%(item)s” must be promised within 1 to "
                    "%(days)d working days."
                )
                % {"item": line.item, "days": line.required_days},
                _("Promise a number of working days that the notice allows."),
            )
        Promise.objects.create(
            response=response, line=line, promised_days=days, required_days=line.required_days
        )
