"""The life of a notice, as a table."""

from __future__ import annotations

from enum import StrEnum

from marketplace.kernel.lifecycle import Lifecycle


class State(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    OPEN = "open"
    CLOSED = "closed"
    SELECTING = "selecting"
    AWARDED = "awarded"
    CONFIRMED = "confirmed"
    CONTRACTED = "contracted"
    IN_SERVICE = "in_service"
    DELIVERED = "delivered"
    ACCEPTED = "accepted"
    RATED = "rated"
    FAILED = "failed"
    CANCELLED = "cancelled"
    VOID = "void"


UNPUBLISHED = frozenset({State.DRAFT, State.IN_REVIEW, State.RETURNED})
DECIDED = frozenset(
    {
        State.AWARDED,
        State.CONFIRMED,
        State.CONTRACTED,
        State.IN_SERVICE,
        State.DELIVERED,
        State.ACCEPTED,
        State.RATED,
    }
)
ENDED_WITHOUT_AWARD = frozenset({State.FAILED, State.CANCELLED, State.VOID})


class Step(StrEnum):
    SUBMIT = "submit"
    RETURN = "return"
    PUBLISH = "publish"
    CANCEL = "cancel"
    CLOSE = "close"
    SELECT = "select"
    AWARD = "award"
    FAIL = "fail"
    CONFIRM = "confirm"
    SKIP = "skip"
    VOID = "void"
    CONTRACT = "contract"
    START = "start"
    DELIVER = "deliver"
    REWORK = "rework"
    ACCEPT = "accept"
    RATE = "rate"


NOTICE = Lifecycle(
    {
        (State.DRAFT, Step.SUBMIT): State.IN_REVIEW,
        (State.IN_REVIEW, Step.RETURN): State.RETURNED,
        (State.RETURNED, Step.SUBMIT): State.IN_REVIEW,
        (State.DRAFT, Step.PUBLISH): State.OPEN,
        (State.IN_REVIEW, Step.PUBLISH): State.OPEN,
        (State.DRAFT, Step.CANCEL): State.CANCELLED,
        (State.IN_REVIEW, Step.CANCEL): State.CANCELLED,
        (State.RETURNED, Step.CANCEL): State.CANCELLED,
        (State.OPEN, Step.CANCEL): State.CANCELLED,
        (State.OPEN, Step.CLOSE): State.CLOSED,
        (State.CLOSED, Step.SELECT): State.SELECTING,
        (State.CLOSED, Step.FAIL): State.FAILED,
        (State.SELECTING, Step.AWARD): State.AWARDED,
        (State.SELECTING, Step.FAIL): State.FAILED,
        (State.AWARDED, Step.SKIP): State.AWARDED,
        (State.AWARDED, Step.FAIL): State.FAILED,
        (State.AWARDED, Step.CONFIRM): State.CONFIRMED,
        (State.CONFIRMED, Step.SKIP): State.AWARDED,
        (State.CONFIRMED, Step.FAIL): State.FAILED,
        (State.CONFIRMED, Step.CONTRACT): State.CONTRACTED,
        (State.CONTRACTED, Step.START): State.IN_SERVICE,
        (State.IN_SERVICE, Step.DELIVER): State.DELIVERED,
        (State.DELIVERED, Step.REWORK): State.IN_SERVICE,
        (State.DELIVERED, Step.ACCEPT): State.ACCEPTED,
        (State.ACCEPTED, Step.RATE): State.RATED,
        (State.OPEN, Step.VOID): State.VOID,
        (State.CLOSED, Step.VOID): State.VOID,
        (State.SELECTING, Step.VOID): State.VOID,
        (State.AWARDED, Step.VOID): State.VOID,
        (State.CONFIRMED, Step.VOID): State.VOID,
        (State.CONTRACTED, Step.VOID): State.VOID,
        (State.IN_SERVICE, Step.VOID): State.VOID,
    }
)
