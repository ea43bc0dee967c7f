"""The life of an agency on the site, as a table."""

from __future__ import annotations

from enum import StrEnum

from marketplace.kernel.lifecycle import Lifecycle


class State(StrEnum):
    DRAFT = "draft"
    IN_VETTING = "in_vetting"
    RETURNED = "returned"
    PUBLICITY = "publicity"
    LISTED = "listed"
    SUSPENDED = "suspended"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    SUBMIT = "submit"
    RETURN = "return"
    PASS = "pass"  # noqa: S105 -- a form check is passed
    LIST = "list"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    REMOVE = "remove"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


PUBLIC = frozenset({State.PUBLICITY, State.LISTED, State.SUSPENDED, State.REMOVED})
UNVETTED = frozenset({State.DRAFT, State.WITHDRAWN})  # the others have been submitted
EDITABLE = frozenset({State.DRAFT, State.RETURNED, State.LISTED})  # by its own people
REASONED = frozenset({State.RETURNED, State.SUSPENDED, State.REMOVED})

AGENCY = Lifecycle(
    {
        (State.DRAFT, Step.SUBMIT): State.IN_VETTING,
        (State.RETURNED, Step.SUBMIT): State.IN_VETTING,
        (State.IN_VETTING, Step.RETURN): State.RETURNED,
        (State.IN_VETTING, Step.PASS): State.PUBLICITY,
        (State.IN_VETTING, Step.LIST): State.LISTED,
        (State.PUBLICITY, Step.LIST): State.LISTED,
        (State.PUBLICITY, Step.RETURN): State.RETURNED,
        (State.LISTED, Step.SUSPEND): State.SUSPENDED,
        (State.SUSPENDED, Step.REINSTATE): State.LISTED,
        (State.LISTED, Step.REMOVE): State.REMOVED,
        (State.SUSPENDED, Step.REMOVE): State.REMOVED,
        (State.DRAFT, Step.WITHDRAW): State.WITHDRAWN,
        (State.RETURNED, Step.WITHDRAW): State.WITHDRAWN,
        (State.LISTED, Step.WITHDRAW): State.WITHDRAWN,
        (State.WITHDRAWN, Step.REOPEN): State.DRAFT,
    }
)
