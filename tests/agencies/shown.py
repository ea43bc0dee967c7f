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
    choices = client.get(f"/agencies/{query}").context["choices"]
    found = {}

    def walk(name, rows):
        for choice in rows:
            found[name, choice.value] = choice.count
            walk(name, choice.below)
            walk("item", getattr(choice, "items", ()))

    for name, rows in choices.items():
        walk("category" if name == "shelves" else name, rows)
    return found


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)
