import pytest

from .elasticsearch import OwnServer, at_once, swept_away


@pytest.fixture(scope="session")
def own_server(tmp_path_factory):
    """A cluster that tests may kill; each finds it running and leaves it so."""
    server = OwnServer(tmp_path_factory.mktemp("elasticsearch")).start()
    yield server
    server.end()


@pytest.fixture
def mortal(own_server, db):
    """The cluster that may be killed, as this site's; whoever is next finds it running."""
    from search.backends.elastic.asking import forget
    from search.backends.elastic.client import breaker

    own_server.go_on()
    if not own_server.answers:
        own_server.start_again()
    with at_once("mortal", own_server.url, TIMEOUT=5.0):
        forget()
        breaker().succeeded()
        yield own_server
        own_server.go_on()
        if own_server.answers:
            swept_away()
