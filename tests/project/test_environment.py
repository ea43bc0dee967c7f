import io
import sys
from contextlib import redirect_stdout

import pytest

from marketplace.project import environment


def furnish(room, monkeypatch):
    """Make a folder a checkout whose lock asks for nothing."""
    monkeypatch.setattr(environment, "ROOT", room)
    monkeypatch.setattr(environment, "VENV", room / ".venv")
    monkeypatch.setattr(environment, "PYTHON", room / ".venv" / "bin" / "python")
    (room / "requirements.lock").write_text("# nothing\n")


@pytest.fixture
def room(monkeypatch, tmp_path):
    """An empty checkout."""
    furnish(tmp_path, monkeypatch)
    return tmp_path


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A checkout in which an environment was made, and what was said about it."""
    room, said = tmp_path_factory.mktemp("made"), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        furnish(room, patch)
        assert environment.main("requirements.lock") == 0
    return room, said.getvalue()


@pytest.fixture
def equipped(made, monkeypatch):
    """A checkout that has an environment for what its lock asked for."""
    furnish(made[0], monkeypatch)
    return made[0]


def test_a_python_that_cannot_make_environments_names_the_package(room, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "ensurepip", None)

    assert environment.main("requirements.lock") == 1

    version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    assert version in capsys.readouterr().out
    assert not (room / ".venv").exists()


@pytest.mark.slow
@pytest.mark.xdist_group("environment")  # one for both
def test_an_environment_is_made_once_and_again_when_the_lock_changes(made, equipped, capsys):
    assert "Making .venv" in made[1]

    assert environment.main("requirements.lock") == 0
    assert capsys.readouterr().out == ""

    (equipped / "requirements.lock").write_text("# something else\n")
    assert environment.main("requirements.lock") == 0
    said = capsys.readouterr().out
    assert "Installing" in said
    assert "Making .venv" not in said


@pytest.mark.slow
@pytest.mark.xdist_group("environment")  # one for both
def test_a_package_without_its_version_and_hash_is_not_installed(equipped, capfd):
    (equipped / "requirements.lock").write_text("wagtail\n")

    assert environment.main("requirements.lock") == 1

    said = capfd.readouterr()
    assert "could not be installed" in said.out
    assert "--require-hashes" in said.err
