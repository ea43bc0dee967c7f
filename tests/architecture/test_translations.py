"""Every string that people read stands in Chinese too, and none is translated by guess."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
APPS = ["marketplace", "marketplace/project", "agencies", "procurement", "cms", "search"]
PATH = "locale/zh_Hans/LC_MESSAGES/django.po"


def catalog(path: Path):
    with path.open("rb") as file:
        return {(each.context, each.id): each for each in read_po(file) if each.id}


def text_of(message) -> str:
    return message.string if isinstance(message.string, str) else "".join(message.string)


@pytest.mark.parametrize("app", APPS)
def test_every_message_has_its_chinese(app):
    messages = catalog(ROOT / app / PATH).values()

    assert [message.id for message in messages if not text_of(message).strip()] == []
    assert [message.id for message in messages if message.fuzzy] == []


def test_no_message_of_the_source_is_missing_in_the_catalogues(tmp_path):
    if shutil.which("xgettext") is None:
        pytest.skip("needs a server: gettext (xgettext)")
    for part in ["marketplace", "agencies", "procurement", "cms", "search", "manage.py"]:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(
                source, tmp_path / part, ignore=shutil.ignore_patterns("*.mo", "static")
            )
        else:
            shutil.copy(source, tmp_path)
    before = {app: set(catalog(tmp_path / app / PATH)) for app in APPS}

    subprocess.run(
        [
            sys.executable,
            "-m",
            "django",
            "makemessages",
            "-l",
            "zh_Hans",
            "--no-obsolete",
            "--no-location",
            "-i",
            "*/migrations/*",
        ],
        cwd=tmp_path,
        env={
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "tests.messages_settings",
        },
        check=True,
        capture_output=True,
    )

    missing = {
        app: sorted(map(str, set(catalog(tmp_path / app / PATH)) - before[app])) for app in APPS
    }
    assert missing == {app: [] for app in APPS}
