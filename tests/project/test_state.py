import os
import stat
from concurrent.futures import ThreadPoolExecutor

from marketplace.project.state import secret_key, state_directory, state_path


def test_the_key_is_made_once_and_read_by_nobody_else(tmp_path):
    folder = tmp_path / "state"

    first = secret_key(folder)

    assert secret_key(folder) == first
    assert len(first) >= 64
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert sorted(os.listdir(folder)) == [".state", "secret_key"]


def test_two_sites_have_two_keys(tmp_path):
    assert secret_key(tmp_path / "a") != secret_key(tmp_path / "b")


def test_two_that_start_at_once_agree_on_one_key(tmp_path):
    folder = state_directory(tmp_path / "state")

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _number: secret_key(folder), range(8)))

    assert len(keys) == 1


def test_the_directory_is_var_unless_the_environment_names_another(monkeypatch, tmp_path):
    monkeypatch.delenv("MARKETPLACE_STATE_DIR", raising=False)
    assert state_path().name == "var"

    monkeypatch.setenv("MARKETPLACE_STATE_DIR", str(tmp_path / "elsewhere"))
    assert state_path() == tmp_path / "elsewhere"
