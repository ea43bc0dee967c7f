"""Fifty people press one button at one moment: what may happen once has happened once."""

import pytest

from marketplace.models import Event
from tests.concurrency import buttons, service_buttons
from tests.concurrency.both_at_once import both_at_once
from tests.factories import UserFactory

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("fifty"),  # fifty connections at a time are enough for the server
]
FIFTY = 50
BUTTONS = [*buttons.BUTTONS, *service_buttons.BUTTONS]


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.__name__)
def test_fifty_at_once_have_one_effect(button, at):
    deed = button(UserFactory())
    before = Event.objects.of(deed.stream).filter(kind=deed.kind).count()

    results = both_at_once(*[deed.press] * FIFTY)

    assert Event.objects.of(deed.stream).filter(kind=deed.kind).count() == before + 1
    refused = [each for each in results if isinstance(each, str)]
    assert len(refused) in (FIFTY - 1, 0)  # told why, or answered like the first
