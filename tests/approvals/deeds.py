"""A bell that two people must agree to ring."""

from marketplace.approvals.commands import ask_approval
from tests.factories import NOON


def ask(by, *, times=3, kind="plugin.bell", reason="It is noon.", at=NOON):
    return ask_approval(
        kind=kind, stream="bell:1", facts={"times": times}, reason=reason, by=by, at=at
    )
