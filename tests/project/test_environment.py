import sys

import pytest

from marketplace.project import environment


@pytest.fixture
def room(monkeypatch, tmp_path):
    """An empty checkout with a lock that asks for nothing."""
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    (tmp_path / "requirements.lock").write_text("# nothing\n")
    return tmp_path


def test_a_python_that_cannot_make_environments_names_the_package(room, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "ensurepip", None)

    assert environment.main("requirements.lock") == 1

    version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    assert version in capsys.readouterr().out
    assert not (room / ".venv").exists()


@pytest.mark.slow
def test_an_environment_is_made_once_and_again_when_the_lock_changes(room, capsys):
    assert environment.main("requirements.lock") == 0
    assert "Making .venv" in capsys.readouterr().out

    assert environment.main("requirements.lock") == 0
    assert capsys.readouterr().out == ""

    (room / "requirements.lock").write_text("# something else\n")
    assert environment.main("requirements.lock") == 0
    said = capsys.readouterr().out
    assert "Installing" in said
    assert "Making .venv" not in said


@pytest.mark.slow
def test_a_package_without_its_version_and_hash_is_not_installed(room, capfd):
    (room / "requirements.lock").write_text("wagtail\n")

    assert environment.main("requirements.lock") == 1

    said = capfd.readouterr()
    assert "could not be installed" in said.out
    assert "--require-hashes" in said.err
