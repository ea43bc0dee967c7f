"""What stands once ``manage.py setup`` has opened a hall. It is opened once for all tests."""

import io
import shutil

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import override_settings
from wagtail.models import Site

from marketplace import clock
from marketplace.fees.models import FeeSchedule
from marketplace.models import Department, Event, Hall, LogLeaf, Region, ServiceItem
from tests.factories import NOON

from .test_setup import ANSWERS, LINK, REAL, set_up

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("opened hall")]


@pytest.fixture(scope="module")
def opening(module_db, tmp_path_factory):
    """What the command told, and the state directory that it made."""
    state, told = tmp_path_factory.mktemp("opened"), io.StringIO()
    with (
        override_settings(**REAL, MARKETPLACE_STATE_DIR=state),
        clock.using(now=lambda: NOON),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.delenv("SETUP_ADMIN_PASSWORD", raising=False)
        region = ["donghu=东湖区=Donghu"]
        call_command("setup", no_input=True, stdout=told, region=region, **ANSWERS)
    return told.getvalue(), state


@pytest.fixture
def opened(opening, settings, at):
    """What the command told; the hall stands, and each test has the state directory as it was."""
    told, state = opening
    for name, value in REAL.items():
        setattr(settings, name, value)
    shutil.copytree(state, settings.MARKETPLACE_STATE_DIR)
    return told


def test_a_hall_is_opened_with_all_that_it_needs(opened):
    hall = Hall.objects.get()
    assert (hall.code, hall.name_zh, hall.rules.version) == ("hall", "云汀市中介服务超市", 1)
    assert hall.site == Site.objects.get(hostname="market.example.org", port=443)
    assert ServiceItem.objects.count() == 55
    assert FeeSchedule.objects.exists()
    regions = Region.objects.values_list("code", "parent__code").order_by("code")
    assert list(regions) == [("donghu", "hall"), ("hall", None)]
    assert opened.count("[done ]") == 6  # all but the tables and static files of the tests
    assert "The hall is open. What is next:" in opened


def test_nothing_invented_comes_along(opened, client):
    page = client.get("/").content.decode()
    assert "demo-note" not in page
    assert "演示" not in page
    assert not Region.objects.filter(code="yunting").exists()
    assert not Department.objects.filter(name_zh__contains="演示").exists()
    assert not get_user_model().objects.filter(email__endswith="demo.example").exists()


def test_a_second_run_changes_nothing(opened, capsys):
    events, leaves = Event.objects.count(), LogLeaf.objects.count()

    told = set_up(capsys, name_zh="另一个名字")

    assert told.count("[done ]") == 0
    assert "name_zh stay as they are: change them in /admin/" in told
    assert (Event.objects.count(), LogLeaf.objects.count()) == (events, leaves)
    assert Hall.objects.get().name_zh == "云汀市中介服务超市"


def test_without_a_password_a_link_opens_the_account_once(opened, client):
    path = LINK.search(opened)[1]

    form = client.get(path, follow=True)
    passwords = {"password1": "eleven blue lamps", "password2": "eleven blue lamps"}
    done = client.post(form.redirect_chain[-1][0], passwords)

    assert done.status_code == 302
    client.post(
        "/accounts/login/", {"login": ANSWERS["admin_email"], "password": "eleven blue lamps"}
    )
    assert "_auth_user_id" in client.session
    client.logout()
    again = client.get(path, follow=True).content.decode()
    assert "password1" not in again
