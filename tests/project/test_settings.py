import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from marketplace.project.state import ROOT

REAL = {
    "DJANGO_SETTINGS_MODULE": "marketplace.project.settings.production",
    "ALLOWED_HOSTS": "market.example.org",
    "EMAIL_URL": "smtp://user:pass@mail.example.org:587",
}


def manage(tmp_path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run manage.py with this environment alone, and a state directory of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=kept | {"MARKETPLACE_STATE_DIR": str(tmp_path / "state")} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_default_settings_never_debug():
    assert settings.DEBUG is False


def test_a_real_site_passes_every_deployment_check(tmp_path):
    checked = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **REAL)

    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS is empty: name the site's hosts"),
        (
            {"DATABASE_URL": "mysql://user@host/name"},
            "Write postgres://USER:PASSWORD@HOST:5432/NAME",
        ),
    ],
)
def test_settings_that_cannot_be_read_are_refused_with_the_reason(tmp_path, environment, said):
    checked = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **REAL | environment)

    assert checked.returncode == 1
    assert said in checked.stderr


def test_a_real_site_is_refused_with_every_reason(tmp_path):
    wrong = {"DEMO": "1", "EMAIL_URL": "", "SECRET_KEY": "short"}

    checked = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **REAL | wrong)

    assert checked.returncode == 1
    told = set(re.findall(r"\((\w+\.[A-Z]\d+)\)", checked.stderr))
    assert told == {"project.E001", "project.W002", "security.W009"}


def test_the_readme_names_every_variable_that_the_settings_read():
    sources = sorted((ROOT / "marketplace/project/settings").glob("*.py"))
    read = {
        name
        for source in sources
        for name in re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', source.read_text())
    }
    readme = (ROOT / "marketplace/project/README.md").read_text()

    assert read - set(re.findall(r"^\| `([A-Z_]+)` \|", readme, re.MULTILINE)) == set()
    assert "DATABASE_URL" in read
