"""What somebody does who installs a part of the suite: check, migrate, and nothing left over.

    HOST_APPS="marketplace agencies" HOST_FOLDER=/tmp/x python -m tests.host.try_out

Runs in a process of its own, because Django can be set up only once.
"""

import os
import sys

import django
from django.core.management import call_command


def main() -> None:
    """Fail loudly at the first thing that is not in order."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.host.settings"
    django.setup()
    call_command("check", fail_level="WARNING")
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=1)
    call_command("migrate", verbosity=0)
    call_command("check", databases=["default"], fail_level="WARNING")
    for deed in sys.argv[1:]:
        getattr(__import__("tests.host.deeds", fromlist=[deed]), deed)()
    roof = sorted(name for name in sys.modules if name.startswith("marketplace.project"))
    if roof:
        sys.exit(f"the site's own roof was loaded: {roof}")


if __name__ == "__main__":
    main()
