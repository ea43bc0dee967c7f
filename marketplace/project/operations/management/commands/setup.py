"""``manage.py setup``: a real hall from an empty database."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from marketplace import conf
from marketplace.data import read_json, shipped_catalogue
from marketplace.kernel.refusal import Refusal
from marketplace.models import Hall
from marketplace.project.state import state_directory

from ...opening import administrator, steps
from ...opening.next import what_is_next
from ...opening.questions import (
    OF_THE_ADMINISTRATOR,
    OF_THE_HALL,
    QUESTIONS,
    Question,
    from_environment,
    problem_with,
    read_regions,
)

PASSWORD = "SETUP_ADMIN_PASSWORD"  # noqa: S105 -- the name of a variable
NO_DEMONSTRATION = (
    "{what} A real hall begins with an empty database and an empty state directory: choose both "
    "(DATABASE_URL, MARKETPLACE_STATE_DIR), leave DEMO out of the environment, set "
    "DJANGO_SETTINGS_MODULE=marketplace.project.settings.production, and start again. "
    "Nothing was changed."
)


class Command(BaseCommand):
    help = (
        "Open a real hall: tables, pages, the hall, its catalogue, an administrator. Asks for "
        "what flags and environment leave open. Run it again after an interruption: what stands "
        "is left alone."
    )
    requires_system_checks = ()

    def add_arguments(self, parser):
        for question in QUESTIONS:
            parser.add_argument(
                question.flag,
                help=f"{question.asks}, as {question.example} (or {question.variable})",
            )
        parser.add_argument(
            "--invite",
            action="store_true",
            help=f"print a link at which the administrator sets a password (else {PASSWORD})",
        )
        parser.add_argument(
            "--catalogue",
            default=os.environ.get("SETUP_CATALOGUE", "shipped"),
            metavar="shipped|none|FILE",
            help="services, credential types and fee schedules to begin with",
        )
        parser.add_argument(
            "--region",
            action="append",
            default=[],
            metavar="CODE=中文名=NAME",
            help="a district of the city; may be given several times",
        )
        parser.add_argument(
            "--no-input", action="store_true", help="ask nothing, even at a terminal"
        )

    def handle(self, **options):
        self._asks = sys.stdin.isatty() and not options["no_input"]
        try:
            self._open(options)
        except Refusal as refusal:
            raise CommandError(f"{refusal.message} {refusal.next_step}") from refusal
        except OperationalError as error:
            raise CommandError(
                f"The database does not answer: {str(error).strip()}\n"
                "Is DATABASE_URL right, and does the server run there?"
            ) from error

    def _open(self, options: dict) -> None:
        state_directory(conf.state_dir())
        self._require_no_demonstration()
        data = self._catalogue(options["catalogue"])
        is_open, has_administrator = steps.is_open(), administrator.is_there()
        answers = self._answers(
            options,
            () if is_open else OF_THE_HALL,
            () if has_administrator and not options["admin_email"] else OF_THE_ADMINISTRATOR,
        )
        password = self._password(options, answers)
        regions = self._regions(options["region"], answers)
        self._tell(steps.prepare_tables())
        self._tell(steps.collect_static_files())
        self._tell(steps.publish_pages())
        self._tell(steps.open_the_hall(answers))
        self._tell(steps.name_the_site())
        self._tell(steps.load_services(data, regions))
        link = self._administrator(options, answers, password)
        self._tell(steps.open_the_log())
        self.stdout.write(what_is_next(link))

    def _require_no_demonstration(self) -> None:
        if steps.holds_demonstration():
            raise CommandError(
                NO_DEMONSTRATION.format(what="This database holds the demonstration.")
            )
        if conf.is_demo():
            raise CommandError(
                NO_DEMONSTRATION.format(what="These settings are a demonstration's (DEMO is on).")
            )

    def _catalogue(self, wanted: str) -> dict | None:
        if wanted == "none":
            return None
        if wanted == "shipped":
            return steps.of_a_real_hall(shipped_catalogue())
        try:
            data = read_json(Path(wanted))
        except (OSError, ValueError) as error:
            raise CommandError(f"{wanted} cannot be read as JSON: {error}") from error
        if not isinstance(data, dict):
            raise CommandError(f"{wanted} is no catalogue: it must be one JSON object.")
        return data

    def _answers(self, options: dict, *groups: tuple[Question, ...]) -> dict[str, str]:
        """Return what was answered. Raises ``CommandError`` with all that is missing or wrong."""
        given = from_environment(os.environ)
        given |= {each.name: options[each.name] for each in QUESTIONS if options[each.name]}
        problems = []
        for question in (question for group in groups for question in group):
            answer = given.get(question.name, "")
            if not answer and self._asks:
                answer = self._ask(question)
            answer = answer.strip() or question.default
            if problem := problem_with(question, answer):
                problems.append(f"  {question.flag}  {question.asks}: {problem}")
            given[question.name] = answer
        if problems:
            raise CommandError(
                "The hall was not opened; these answers are missing or wrong:\n"
                + "\n".join(problems)
                + f"\nGive them as flags, or by environment as {QUESTIONS[0].variable} and so on."
            )
        return given

    def _ask(self, question: Question) -> str:
        mark = "" if question.required else f" [{question.default or 'none'}]"
        while True:
            answer = input(f"{question.asks} (such as {question.example}){mark}: ").strip()
            problem = problem_with(question, answer or question.default)
            if not problem:
                return answer
            self.stdout.write(f"  {problem}")

    def _password(self, options: dict, answers: dict) -> str | None:
        """Return the administrator's password, or None where a link is to be printed."""
        email = answers.get("admin_email", "")
        password = os.environ.get(PASSWORD, "")
        if options["invite"] or not email:
            return None
        if not password and self._asks:
            password = getpass("password of the administrator (empty: print a link instead): ")
            if password and getpass("the same once more: ") != password:
                raise CommandError("The two passwords differ. Nothing was opened; start again.")
        if not password:
            return None
        if problem := administrator.problems_with(password, email=email):
            raise CommandError(problem)
        return password

    def _regions(self, texts: list[str], answers: dict) -> list[dict]:
        facts = ("code", "city_zh", "city_en")
        there = Hall.objects.values(*facts).order_by("pk").first() if steps.is_open() else {}
        city = {name: there.get(name) or answers[name] for name in facts}
        try:
            return read_regions(texts, city=city)
        except (ValueError, ValidationError) as error:
            raise CommandError(f"{error}") from error

    def _administrator(self, options: dict, answers: dict, password: str | None) -> str:
        """Open the account; return the link at which its owner sets a password, if there is one."""
        email = answers.get("admin_email", "")
        if email:
            try:
                self._tell(
                    administrator.open_account(
                        email=email, name=answers.get("admin_name", ""), password=password
                    )
                )
            except ValueError as error:
                raise CommandError(str(error)) from error
        else:
            there = administrator.administrators().first()
            email = there.email
            self._tell(steps.Told("administrator", f"{email} is there", is_new=False))
        user = administrator.administrators().get(email__iexact=email)
        waits = not user.has_usable_password()
        return administrator.invitation(user) if waits or options["invite"] else ""

    def _tell(self, told: steps.Told) -> None:
        mark = "done " if told.is_new else "there"
        self.stdout.write(f"[{mark}] {told.name:14} {told.text}")
        self.stdout.flush()
