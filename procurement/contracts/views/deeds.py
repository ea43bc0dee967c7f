"""The deeds of a service: one call of a command each."""

from __future__ import annotations

from django.utils.translation import gettext as _

from marketplace.kernel.refusal import Refusal

from .. import commands
from ..presentation.deeds import Deed, open_question
from .doing import deed


def _common(request, engagement) -> dict:
    return {"engagement_id": engagement.pk, "by": request.user, "at": request.received_at}


# --- From the award to the contract --------------------------------------------------------------


@deed(Deed.CONFIRM)
def confirm(request, engagement, form):
    commands.confirm_award(**_common(request, engagement))
    return _("The award is confirmed. The owner signs the contract with you.")


@deed(Deed.DECLINE)
def decline(request, engagement, form):
    commands.decline_award(**form.facts(), **_common(request, engagement))
    return _("The award is declined. The place passes to the next agency.")


@deed(Deed.SKIP)
def skip(request, engagement, form):
    commands.ask_skip(**form.facts(), **_common(request, engagement))
    return _("The second signature is asked for. Nothing is changed before it.")


@deed(Deed.CONTRACT)
def contract(request, engagement, form):
    commands.file_contract(**form.facts(), **_common(request, engagement))
    return _("The contract is handed in. Hand the papers over to start the service.")


# --- The service -----------------------------------------------------------------------------


@deed(Deed.START)
def start(request, engagement, form):
    commands.start_service(**form.facts(), **_common(request, engagement))
    return _("The papers are handed over, and the service clock runs.")


@deed(Deed.PAUSE)
def pause(request, engagement, form):
    commands.pause_service(**form.facts(), **_common(request, engagement))
    return _("The clock stands. Let it go on as soon as the reason is gone.")


@deed(Deed.RESUME)
def resume(request, engagement, form):
    commands.resume_service(**_common(request, engagement))
    return _("The clock goes on, and the due day is fixed anew.")


@deed(Deed.EXTEND)
def extend(request, engagement, form):
    commands.ask_extension(**form.facts(), **_common(request, engagement))
    return _("The owner is asked. Until the owner agrees the due day stays.")


@deed(Deed.DECIDE)
def decide(request, engagement, form):
    question = open_question(engagement)
    if question is None:
        raise Refusal(
            "extension.decided",
            _("Nothing was changed: no extension waits for your decision."),
            _("Look at the history of the service below."),
        )
    commands.decide_extension(
        extension_id=question.pk, **form.facts(), by=request.user, at=request.received_at
    )
    if form.cleaned_data["granted"]:
        return _("The days are granted, and the due day is fixed anew.")
    return _("The extension is refused; the due day stays.")


# --- The deliverable ---------------------------------------------------------------------------


@deed(Deed.DELIVER)
def deliver(request, engagement, form):
    commands.submit_deliverable(**form.facts(), **_common(request, engagement))
    return _("The deliverable is handed in, and your clock stands. The owner looks at it now.")


@deed(Deed.ACCEPT)
def accept(request, engagement, form):
    commands.accept_deliverable(**_common(request, engagement))
    return _("The deliverable is accepted: the service is complete.")


@deed(Deed.RETURN)
def return_(request, engagement, form):
    commands.return_deliverable(**form.facts(), **_common(request, engagement))
    return _("The deliverable is returned, and the agency's clock goes on.")
