import os
import signal

import pytest
from django.core.management import call_command
from wagtail import hooks

from marketplace import transaction
from marketplace.management.commands.clock import LOCK_SECONDS
from marketplace.models import Event, LogLeaf
from marketplace.transaction import command
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_before():
    """Put the process's signals and patience back where they were."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    transaction.set_patience(30.0)
    for number, handler in handlers.items():
        signal.signal(number, handler)


def test_a_tick_is_one_pass(at):
    Event.append("a", "x.done", at=NOON)

    call_command("tick")

    assert LogLeaf.objects.filter(event__stream="a").exists()


@pytest.mark.django_db(transaction=True)
def test_the_clock_ends_after_the_pass_that_is_under_way(at, as_before):
    patience = []

    def end(moment):
        patience.append(transaction._patience_seconds)
        os.kill(os.getpid(), signal.SIGTERM)

    def last(moment):
        with command():
            Event.append("a", "pass.ended", at=moment)

    with hooks.register_temporarily("register_duties", lambda: [end, last]):
        call_command("clock")

    assert patience == [LOCK_SECONDS]
    assert Event.objects.filter(kind="pass.ended").count() == 1
