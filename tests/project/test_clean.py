import pytest

from marketplace.project import clean
from marketplace.project.state import secret_key


@pytest.fixture
def checkout(monkeypatch, tmp_path):
    """A checkout that has run: state, a compiled translation, a stamped environment."""
    monkeypatch.setattr(clean, "ROOT", tmp_path)
    monkeypatch.delenv("MARKETPLACE_STATE_DIR", raising=False)
    secret_key(tmp_path / "var")
    for made in ("agencies/locale/zh_Hans/LC_MESSAGES/django.mo", ".venv/requirements.lock.sha256"):
        (tmp_path / made).parent.mkdir(parents=True)
        (tmp_path / made).write_text("made")
    (tmp_path / "manage.py").write_text("kept")
    return tmp_path


def files(folder) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.glob("**/*") if path.is_file())


def test_clean_removes_what_running_made_and_nothing_else(checkout):
    assert clean.main() == 0

    assert files(checkout) == ["manage.py"]


def test_clean_removes_a_state_directory_elsewhere_that_the_site_made(checkout, monkeypatch):
    elsewhere = checkout / "elsewhere"
    secret_key(elsewhere)
    monkeypatch.setenv("MARKETPLACE_STATE_DIR", str(elsewhere))

    assert clean.main() == 0

    assert not elsewhere.exists()
    assert (checkout / "var").exists()


def test_clean_leaves_a_folder_that_the_site_did_not_make(checkout, monkeypatch, capsys):
    photos = checkout / "photos"
    photos.mkdir()
    (photos / "cat.jpg").write_text("cat")
    monkeypatch.setenv("MARKETPLACE_STATE_DIR", str(photos))

    assert clean.main() == 1

    assert (photos / "cat.jpg").exists()
    assert "was not made by this site, so it stays" in capsys.readouterr().out
