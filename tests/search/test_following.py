"""The index follows the records: it hears the log, is made anew beside itself, and is compared."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from agencies.commands import suspend_agency
from agencies.models import Agency
from marketplace import listeners
from marketplace.models import Cursor, Event, LogLeaf, Region
from marketplace.search import text_search
from marketplace.sequencer import sequence
from search import duties
from search.backends.base import EngineDown, Query
from search.duties import look_at_rows_that_wait
from search.models import Index, Waiting
from search.registry import engine, sources
from search.relay import Relay, all_documents
from search.selector import search
from tests.factories import DAY, NOON, OrganisationFactory, ServiceItemFactory, UserFactory
from tests.factories.agencies import AgencyFactory, CredentialFactory
from tests.factories.procurement import NoticeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def rebuild():
    call_command("rebuild_search", backend="database", verbosity=0)


def tell(stream, kind, **facts):
    with transaction.atomic():
        Event.append(stream, kind, at=NOON, **facts)
    follow()


def follow():
    sequence(NOON)
    listeners.deliver()


def found(text, kind="agency"):
    return search(Query.of(text, kind=kind), only="database").of(kind)


def named(name):
    return AgencyFactory(organisation=OrganisationFactory(name_zh=name, name_en=""))


def rename(agency, name):
    organisation = agency.organisation
    organisation.name_zh = name
    organisation.save()


def test_without_an_index_the_engine_says_so_and_the_rows_answer():
    agency = named("云浦测绘公司")

    with pytest.raises(EngineDown, match="no index yet"):
        found("云浦")
    assert not engine("database").health().ok
    answer = search(Query.of("云浦测绘", kind="agency"))
    assert (answer.of("agency"), answer.is_degraded) == ([agency.pk], True)


def test_an_index_is_made_and_answers():
    agency = named("云浦测绘公司")
    notice = NoticeFactory(open=True)

    rebuild()

    assert found("云浦测绘") == [agency.pk]
    assert found(notice.public_id, "notice") == [notice.pk]
    assert not search(Query.of("云浦")).is_degraded
    assert engine("database").health().facts["documents"]["agency"] == 1


def test_what_an_event_tells_of_is_looked_at_again():
    agency = named("云浦测绘公司")
    rebuild()
    rename(agency, "临澜测绘公司")

    tell(agency.stream, "agency.corrected")

    assert found("临澜") == [agency.pk]
    assert found("云浦测绘") == []


def test_what_is_not_public_any_more_is_forgotten():
    agency = named("云浦测绘公司")
    rebuild()
    Agency.objects.filter(pk=agency.pk).update(state="draft", listed_at=None)

    tell(agency.stream, "agency.revised")

    assert found("云浦测绘") == []


def test_a_changed_item_changes_those_who_offer_it():
    item = ServiceItemFactory(name_zh="水土保持监测")
    agency = named("云浦公司")
    agency.services.create(item=item, price_minor=1, committed_days=1)
    rebuild()
    item.name_zh = "扬尘监测"
    item.save()

    tell("catalogue", "catalogue.changed", changed=[{"kind": "item", "code": item.code}])

    assert found("扬尘") == [agency.pk]
    assert found("扬尘", "item") == [item.pk]
    assert found("水土保持") == []


def test_rows_that_are_too_many_wait_for_the_next_passes(monkeypatch):
    monkeypatch.setattr("search.relay.AT_ONCE", 2)
    item = ServiceItemFactory()
    agencies = [named(f"云浦{number}号公司") for number in range(5)]
    for agency in agencies:
        agency.services.create(item=item, price_minor=1, committed_days=1)
    rebuild()
    for agency in agencies:
        rename(agency, f"临澜{agency.pk}号公司")

    tell("catalogue", "catalogue.changed", changed=[{"kind": "item", "code": item.code}])
    assert Waiting.objects.count() == 5
    look_at_rows_that_wait(NOON)

    assert not Waiting.objects.exists()
    assert len(found("临澜")) == 5


def test_without_an_index_rows_wait_on():
    Waiting.objects.create(index="database", kind="agency", row=named("云浦公司").pk, version=1)

    look_at_rows_that_wait(NOON)

    assert Waiting.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_happens_during_a_rebuild_is_in_the_new_index():
    first, second = named("云浦一号公司"), named("云浦二号公司")
    rebuild()

    def documents():
        yield from all_documents(sources())
        rename(first, "改名公司")
        with transaction.atomic():
            Event.append(first.stream, "agency.corrected", at=NOON)
        assert found("云浦一号") == [first.pk]  # the old place answers
        follow()

    engine("database").rebuild(documents, progress=lambda done: None)

    assert found("改名") == [first.pk]
    assert found("云浦") == [second.pk]
    assert Index.objects.get().slot == 1
    call_command("search_check", stdout=StringIO())


def test_of_two_rebuilds_the_later_one_finishes():
    named("云浦公司")
    rebuild()

    def documents():
        yield from all_documents(sources())
        rebuild()

    with pytest.raises(EngineDown, match="later rebuild"):
        engine("database").rebuild(documents, progress=lambda done: None)

    assert len(found("云浦")) == 1


def test_a_rebuild_that_breaks_leaves_the_old_index():
    agency = named("云浦公司")
    rebuild()

    def documents():
        yield from all_documents(sources())
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        engine("database").rebuild(documents, progress=lambda done: None)

    assert found("云浦") == [agency.pk]


def test_an_index_of_another_version_does_not_answer_until_it_is_made_anew():
    agency = named("云浦公司")
    rebuild()
    Index.objects.update(schema="of yesterday")

    with pytest.raises(EngineDown, match="another version"):
        found("云浦")
    assert search(Query.of("云浦", kind="agency")).of("agency") == [agency.pk]
    call_command("rebuild_search", backend="database", if_needed=True, verbosity=0)

    assert found("云浦") == [agency.pk]


def test_an_index_that_answers_is_not_made_anew_without_need():
    rebuild()
    before = Index.objects.get().building

    call_command("rebuild_search", backend="database", if_needed=True, verbosity=0)

    assert Index.objects.get().building == before


def test_drift_is_told_and_mended():
    stale, missing = named("云浦一号公司"), named("云浦二号公司")
    rebuild()
    rename(stale, "临澜公司")
    engine("database").delete("agency", [missing.pk], version=99)
    out = StringIO()

    with pytest.raises(CommandError, match="2 rows differ"):
        call_command("search_check", stdout=out)
    assert f"agency: 2 rows, missing 1 ({missing.pk}), stale 1 ({stale.pk})" in out.getvalue()
    call_command("search_check", repair=True, stdout=out)
    call_command("search_check", stdout=out)

    assert found("临澜") == [stale.pk]
    assert "no drift" in out.getvalue()


def test_lists_are_narrowed_within_the_database(django_assert_num_queries):
    item = ServiceItemFactory(name_zh="环境影响评价")
    agency, other = named("云浦公司"), named("环保公司")
    agency.services.create(item=item, price_minor=1, committed_days=1)
    rebuild()
    agencies = Agency.objects.listed().exclude(pk=other.pk)

    narrowed = text_search().narrow(agencies, "环境影响", kind="agency", fields=("public_id",))

    with django_assert_num_queries(1):
        assert list(narrowed.values_list("pk", flat=True)) == [agency.pk]


def test_a_list_that_no_index_knows_is_searched_by_its_columns():
    agency = named("云浦公司")
    rebuild()
    rename(agency, "临澜公司")

    rows = text_search().narrow(
        Agency.objects.all(), "临澜", kind="application", fields=("organisation__name_zh",)
    )

    assert list(rows) == [agency]


def test_a_source_that_hears_nothing_is_compared(monkeypatch):
    region = Region.objects.create(code="R1", name_zh="旧地名", name_en="Old")
    rebuild()
    Region.objects.update(name_zh="新地名")
    monkeypatch.setattr(duties, "_compared_at", -10_000.0)

    duties.compare_quiet_sources(NOON)

    assert found("新地名", "region") == [region.pk]


def test_a_certificate_counts_from_its_first_day_on(at, monkeypatch):
    monkeypatch.setattr(duties, "_seen", None)
    held = CredentialFactory(agency=named("云浦公司"), valid_from=NOON.date() + DAY)
    asked = Query.of("", kind="agency", filters={"credential": (held.type.code,)})
    rebuild()
    duties.see_the_day_turn(NOON)
    assert search(asked, only="database").total == 0

    at(NOON + DAY)
    duties.see_the_day_turn(NOON + DAY)

    assert search(asked, only="database").of("agency") == [held.agency_id]


def test_a_command_is_followed_through_the_log():
    agency = named("云浦公司")
    rebuild()

    suspend_agency(agency_id=agency.pk, reason="A reason", by=UserFactory(sanctions=True), at=NOON)
    follow()

    asked = Query.of("云浦", kind="agency", filters={"state": ("suspended",)})
    assert search(asked, only="database").of("agency") == [agency.pk]
    assert Cursor.objects.get(key="search.database").next_index == LogLeaf.objects.count()
    assert Relay(engine("database")).cursor() == LogLeaf.objects.count()
