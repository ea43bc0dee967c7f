"""The directory as its tests ask it: names, counts, queries."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import AgencyFactory, OrganisationFactory


def named(name, **columns):
    return AgencyFactory(organisation=OrganisationFactory(name_zh=name, name_en=""), **columns)


def names(client, query="", status=200):
    """Return the names of the agencies that the directory shows, in their order."""
    response = client.get(f"/agencies/{query}")
    assert response.status_code == status, response.content.decode()
    return [entry.agency.organisation.name_zh for entry in response.context["entries"]]


def counts(client, query=""):
    """Return the count beside each choice, by filter and value."""
    return {
        (option.name or facet.name, option.value): option.count
        for facet in client.get(f"/agencies/{query}").context["facets"]
        for root in facet.options
        for option in root.all()
    }


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)
