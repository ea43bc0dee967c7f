import pytest

from .post_office import open_office


@pytest.fixture
def office(settings):
    """Serve mail, and have the site send there."""
    with open_office() as (office, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield office
