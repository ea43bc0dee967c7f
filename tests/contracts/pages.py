"""What the tests of the services' pages share: ways in, forms as people fill them in."""

import re

from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.documents.papers import PDF
from tests.factories import MembershipFactory, UserFactory


def file(name="paper.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def of_owner(engagement) -> Client:
    """Return a browser of a person who acts for the owner of the service."""
    return member_of(engagement.notice.owner)


def of_agency(engagement) -> Client:
    """Return a browser of a person who acts for the agency of the service."""
    return member_of(engagement.agency)


def member_of(body) -> Client:
    """Return a browser of a new person who acts for an owner or an agency."""
    user = UserFactory()
    MembershipFactory(user=user, organisation=body.organisation)
    return signed_in(user)


def on_duty(*duties) -> Client:
    return signed_in(UserFactory(duties=duties))


def address(engagement, deed="", language="/en"):
    page = f"{language}/desk/services/{engagement.notice.public_id}/"
    return f"{page}{deed}/" if deed else page


def do(client, engagement, deed, **data):
    """Send a deed's form, in English; double underscores are not needed anywhere."""
    return client.post(address(engagement, deed), data)


def text(response) -> str:
    """Return what a page says, without its marks, with single spaces."""
    bare = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(bare.split())


def offered(client, engagement) -> list[str]:
    """Return the deeds whose forms are on the page, in its order."""
    page = client.get(address(engagement)).content.decode()
    return re.findall(r'action="/en/desk/services/[^/]+/([a-z]+)/"', page)


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def refused(response, code) -> bool:
    """Return whether the page refuses with that code, as a form with 422."""
    return response.status_code == 422 and f"<code>{code}</code>" in response.content.decode()


def queries(client, path) -> int:
    """Return how many queries a page takes, once it is warm."""
    client.get(path)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(path).status_code == 200
    return len(counted)
