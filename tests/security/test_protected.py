"""What is recorded is never changed: a table is protected, or named here as changeable. (D-T3)"""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from marketplace.log.parts import issue_receipt, publish
from marketplace.log.triggers import RECEIPT
from marketplace.triggers import declared
from tests.factories import NOON
from tests.log.entries import happen

OURS = ("marketplace", "agencies", "procurement", "cms", "search")

# Rows that people or the clock change. Whoever adds a model either protects it by triggers
# (``append_only``, or its own) or says here that it is changeable.
CHANGEABLE = {
    "accounts.user",
    "agencies.agency",
    "agencies.credential",
    "agencies.listedservice",
    "agencies.practitioner",
    "agencies.vettingclaim",  # who is checking an application just now; its events are kept
    "cms_editing.guidebasis",
    "cms_editing.menuentry",
    "cms_editing.secondpersontask",
    "cms_noticeboard.noticeindexpage",
    "cms_noticeboard.noticepage",
    "cms_pages.contactpage",
    "cms_pages.guideindexpage",
    "cms_pages.guidepage",
    "cms_pages.homepage",
    "cms_pages.newsindexpage",
    "cms_pages.newspage",
    "cms_pages.policyindexpage",
    "cms_pages.policypage",
    "cms_pages.scenarioindexpage",
    "cms_pages.scenariopage",
    "cms_pages.standardpage",
    "demo.clockoffset",
    "demo.world",
    "marketplace.approvalitem",
    "marketplace.bundle",
    "marketplace.credentialgrade",
    "marketplace.credentialtype",
    "marketplace.cursor",
    "marketplace.department",
    "marketplace.eventprivate",  # may be erased, and nothing else
    "marketplace.hall",
    "marketplace.itemcredential",
    "marketplace.projectstage",
    "marketplace.projecttype",
    "marketplace.publicservice",
    "marketplace.region",
    "marketplace.series",
    "marketplace.servicecategory",
    "marketplace.serviceitem",
    "marketplace_exchange.importrun",  # how far the clock has come with a table
    "marketplace_fees.feeschedule",  # kept once it was used
    "marketplace_notifications.mail",  # no record of the hall's: what was told to whom
    "marketplace_notifications.notification",
    "marketplace_notifications.posting",
    "marketplace_notifications.preference",
    "marketplace_organisations.invitation",
    "marketplace_organisations.membership",
    "marketplace_organisations.organisation",
    "marketplace_saved_searches.savedsearch",
    "marketplace_search.index",
    "marketplace_search.synonym",
    "marketplace_search.waiting",
    "operations.filings",  # what the footer shows
    "procurement.attachment",  # frozen once its notice is published; so are the next four
    "procurement.avoidance",
    "procurement.fundsource",
    "procurement.notice",
    "procurement.noticeline",
    "procurement.noticerequirement",
    "procurement.owner",
    "procurement.project",
    "procurement_contracts.calendarfeed",  # an address that its owner may close
    "procurement_contracts.delivery",
    "procurement_contracts.extension",
    "procurement_contracts.pause",
}


def our_models():
    return {
        model._meta.label_lower: model._meta.db_table
        for model in apps.get_models()
        if model.__module__.split(".")[0] in OURS
    }


def protected():
    return {label: table for label, table in our_models().items() if label not in CHANGEABLE}


def verbs(table):
    return {trigger.verb for trigger in declared if trigger.table == table}


def test_every_model_is_protected_or_said_to_be_changeable():
    unprotected = {
        label: {"UPDATE", "DELETE", "TRUNCATE"} - verbs(table)
        for label, table in protected().items()
    }

    assert {label: missing for label, missing in unprotected.items() if missing} == {}


def test_no_name_of_a_changeable_model_is_out_of_date():
    assert CHANGEABLE - set(our_models()) == set()


@pytest.mark.django_db
def test_the_triggers_are_in_the_database():
    query = "SELECT name FROM sqlite_master WHERE type='trigger'"
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {name for (name,) in cursor.fetchall()}

    wanted = {
        trigger.name
        for trigger in declared
        if connection.vendor == "postgresql" or trigger.verb != "TRUNCATE"
    }
    assert wanted - there == set()


def refused(statement):
    with (
        pytest.raises(DatabaseError, match=r"_on_(update|delete|truncate)"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.django_db
def test_the_log_refuses_every_change():
    (event,) = happen(1)
    publish(NOON)
    issue_receipt(kind="bid", subject="x", event=event, arrival=NOON, at=NOON)

    for table, column in {
        "marketplace_event": "kind",
        "marketplace_logleaf": "leaf_hash",
        "marketplace_log_lognode": "hash",
        "marketplace_log_checkpoint": "note",
        RECEIPT: "body",
    }.items():
        refused(f"UPDATE {table} SET {column} = 'x'")  # noqa: S608
        refused(f"DELETE FROM {table}")  # noqa: S608
    refused("UPDATE marketplace_eventprivate SET salt = 'x'")
    refused(f"UPDATE {RECEIPT} SET signature = ''")  # noqa: S608


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.parametrize("table", sorted(set(protected().values())))
def test_no_protected_table_is_emptied(table):
    refused(f"TRUNCATE {table} CASCADE")
