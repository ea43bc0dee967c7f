"""What visitors do on somebody else's site, once it is installed."""

import json

from django.test import Client


def visit(path: str) -> str:
    """Return a page, which must be there and wear the host's clothes."""
    answer = Client().get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    page = answer.content.decode()
    assert 'class="somebody-else"' in page, f"{path} does not extend the host's base.html"
    return page


def visit_the_directory() -> None:
    visit("/firms/")


def open_the_calculator() -> None:
    from marketplace import clock
    from marketplace.fees.commands import load_fee_schedules
    from marketplace.fees.data import shipped_schedules

    load_fee_schedules(rows=list(shipped_schedules()), at=clock.now())
    visit("/fees/")
    visit("/fees/schedules/1980-2002/")


def read_the_log() -> None:
    visit("/log/")


def hear_of_something() -> None:
    from django.contrib.auth import get_user_model
    from django.core import mail
    from wagtail import hooks

    from marketplace.notifications.models import Notification

    reader = get_user_model().objects.create_user("reader", "reader@example.org")
    browser = Client()
    browser.force_login(reader)
    with hooks.register_temporarily("register_topics", lambda: [_arrivals()]):
        sent = _tell_of_an_arrival()
        page = browser.get("/told/").content.decode()

    assert mail.outbox is sent
    assert Notification.objects.get().user == reader
    assert 'class="somebody-else"' in page
    assert "Somebody has arrived" in page
    assert [each.subject for each in sent] == ["Somebody has arrived"]


def _arrivals():
    """Return a topic of the host's own."""
    from django.contrib.auth import get_user_model

    from marketplace.topics import Letter, Message, Topic

    class Arrivals(Topic):
        key, label, kinds = "host.arrivals", "Arrivals", frozenset({"host.arrived"})

        def letters(self, event):
            yield Letter(get_user_model().objects.all())

        def message(self, event, facts):
            return Message("Somebody has arrived", url="/told/topics/")

    return Arrivals


def _tell_of_an_arrival() -> list:
    """Append an event, make the clock's pass, and return the mails that left."""
    from django.core import mail
    from django.test.utils import override_settings

    from marketplace import clock
    from marketplace.listeners import deliver
    from marketplace.models import Event
    from marketplace.notifications.parts import tell
    from marketplace.notifications.parts.sending import send_some
    from marketplace.sequencer import sequence
    from marketplace.transaction import command

    mail.outbox = []
    with command():
        Event.append("host:1", "host.arrived", at=clock.now())
    sequence()
    deliver()
    tell(clock.now())
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        send_some()
    return mail.outbox


def ask_for_a_paper() -> None:
    from uuid import uuid4

    assert Client().get(f"/papers/{uuid4()}/").status_code in (302, 404)


def visit_the_tenders() -> None:
    visit("/tenders/notices/")


def visit_the_services() -> None:
    visit_the_tenders()
    assert Client().get("/services/board/").status_code == 302  # to the host's sign-in


def visit_the_pages() -> None:
    from cms.pages.commands import make_pages

    make_pages()
    assert "Which service do you need?" in visit("/")
    for place in ("guides", "scenarios", "policies", "news", "contact"):
        visit(f"/{place}/")


def search_for_something() -> None:
    assert "Service items" in visit("/find/?q=survey")


def visit_a_guide_on_the_hosts_own_page() -> None:
    from cms.mixins import guide_page_models
    from tests.host.models import HostGuideIndexPage, HostGuidePage

    item, home = _item(), _home()
    index = home.add_child(instance=HostGuideIndexPage(title="Guides", slug="guides"))
    body = json.dumps([{"type": name, "value": None} for name in ("item_facts", "item_time")])
    index.add_child(instance=HostGuidePage(title="Surveys", slug="survey", item=item, body=body))

    assert guide_page_models() == [HostGuidePage]
    assert "What do you need?" in visit("/hall/")
    assert "Surveys" in visit("/hall/")
    assert "Surveys" in visit("/hall/guides/")
    assert "17 working days" in visit("/hall/guides/survey/")


def visit_every_page_on_the_hosts_own_base() -> None:
    from datetime import date

    from marketplace.models import ProjectType
    from tests.host import models

    home, day = _home(), date(2026, 1, 1)
    plant = ProjectType.objects.create(
        code="plant", name_zh="厂房", name_en="Plant", fund="private"
    )
    rows = [
        (models.HostScenarioIndexPage, models.HostScenarioPage, {"project_type": plant}),
        (
            models.HostPolicyIndexPage,
            models.HostPolicyPage,
            {"issuer": "Bureau", "issued_on": day, "in_force_from": day},
        ),
        (models.HostNewsIndexPage, models.HostNewsPage, {"on": day}),
        (models.HostStandardPage, models.HostContactPage, {"directions": "Bus 1"}),
    ]
    for place, (index_model, model, values) in enumerate(rows):
        index = home.add_child(instance=index_model(title=f"Index {place}", slug=f"i{place}"))
        index.add_child(instance=model(title=f"Page {place}", slug="p", **values))
        assert f"Page {place}" in visit(f"/hall/i{place}/")
        assert f"Page {place}" in visit(f"/hall/i{place}/p/")


def _home():
    from wagtail.models import Site

    from tests.host.models import HostHomePage

    there = HostHomePage.objects.first()
    if there:
        return there
    home = HostHomePage(title="Home", slug="hall", heading="What do you need?")
    return Site.objects.get().root_page.add_child(instance=home)


def _item():
    from marketplace.models import Department, ServiceCategory, ServiceItem

    return ServiceItem.objects.create(
        code="SUR-01",
        name_zh="测绘",
        name_en="Survey",
        category=ServiceCategory.objects.create(code="S", name_zh="测绘", name_en="Surveys"),
        department=Department.objects.create(code="D", name_zh="局", name_en="Bureau"),
        stage="planning",
        duty="required",
        payer="owner",
        chosen_by="owner",
        standard_days=17,
        fee_policy="market",
    )


def search_and_read_the_figures() -> None:
    search_for_something()
    assert 'rel="canonical" href="http://testserver/numbers/"' in visit("/numbers/")
    index = Client().get("/sitemap.xml")
    assert "http://testserver/sitemap-figures-1.xml" in index.content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in Client().get("/robots.txt").content.decode()
