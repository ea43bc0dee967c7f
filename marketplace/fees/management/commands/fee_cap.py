"""The calculator of the command line."""

from __future__ import annotations

import json
import sys
from fractions import Fraction

from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError

from marketplace.fees.domain.exact import read_factor
from marketplace.fees.domain.figures import Figures, Step
from marketplace.fees.models import FeeSchedule
from marketplace.fees.parts import (
    Assessed,
    assess,
    inputs_for,
    shipped,
    source_line,
    terms_of_schedule,
)
from marketplace.kernel.money import Money
from marketplace.kernel.refusal import Refusal
from marketplace.kernel.text import half_width, read_amount, read_whole
from marketplace.notation import money

WRONG = 2  # the exit code for anything that was entered wrongly


class Command(BaseCommand):
    help = (
        "Show benchmark, cap and floor of a fee schedule for a base in yuan, with every step. "
        "It asks the newest version in the database, or what is shipped where there is none."
    )
    requires_system_checks = ()

    def create_parser(self, prog_name, subcommand, **kwargs):
        parser = super().create_parser(prog_name, subcommand, allow_abbrev=False, **kwargs)
        from_shell = getattr(self, "_called_from_command_line", False)
        parser.error = lambda message: _end(message) if from_shell else _refuse(message)
        return parser

    def add_arguments(self, parser):
        parser.add_argument("schedule", metavar="SCHEDULE", help="such as 1980-2002")
        parser.add_argument("--kind", default="", help="needed where the schedule has several")
        parser.add_argument("--base", metavar="YUAN")
        parser.add_argument("--quantity", metavar="N")
        parser.add_argument("--factor", action="append", default=[], metavar="NAME=VALUE")
        parser.add_argument("--option", action="append", default=[], metavar="NAME[=COUNT]")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, schedule, kind, as_json, **entered):
        try:
            terms = terms_of_schedule(_schedule(half_width(schedule)), half_width(kind))
            assessed = assess(terms, _figures(entered, _repeatable(terms)))
        except Refusal as refusal:
            raise _refusal(f"{refusal.message} {refusal.next_step}") from refusal
        self.stdout.write(_as_json(assessed) if as_json else _as_table(assessed))


def _refusal(message: str) -> CommandError:
    """Return the error as one line, whatever was typed."""
    line = "".join(char if char.isprintable() else " " for char in message)
    return CommandError(" ".join(line.split()), returncode=WRONG)


def _refuse(message: str):
    raise _refusal(message)


def _end(message: str):
    sys.stderr.write(f"CommandError: {_refusal(message)}\n")
    sys.exit(WRONG)


def _schedule(key: str) -> FeeSchedule:
    """Return the newest version that was loaded, else the shipped one."""
    try:
        found = FeeSchedule.objects.filter(key=key).order_by("version").last()
    except DatabaseError:  # right after a clone there are no tables, or no database at all
        found = None
    return found or shipped(key)


def _repeatable(terms) -> set[str]:
    return {factor.name for factor in inputs_for(terms).factors if factor.many}


def _figures(entered: dict, repeatable: set[str]) -> Figures:
    factors: dict[str, tuple[Fraction, ...]] = {}
    for text in entered["factor"]:
        name, value = _factor(half_width(text))
        if name in factors and name not in repeatable:
            _refuse(f"The factor “{name}” is given twice. Give it once.")
        factors[name] = (*factors.get(name, ()), value)
    options, counts = _options([half_width(text) for text in entered["option"]])
    return Figures(
        base=_amount("--base", entered["base"]),
        quantity=_amount("--quantity", entered["quantity"]),
        factors=factors,
        options=options,
        counts=counts,
    )


def _amount(name: str, text: str | None) -> Fraction | None:
    if text is None:
        return None
    try:
        return Fraction(read_amount(text))
    except ValueError:
        _refuse(
            f"{name} “{text[:40]}” is not a number above 0 and at most 10000000000000 with at "
            "most two decimals. Give one such as 60000000 or 1234.56."
        )


def _factor(text: str) -> tuple[str, Fraction]:
    name, equals, value = text.partition("=")
    try:
        number = read_factor(value)
    except ValueError:
        equals = ""
    if not equals or not name.strip():
        _refuse(f"--factor “{text[:40]}” is not a name and a number. Give one as industry=1.2.")
    return name.strip(), number


def _options(texts: list[str]) -> tuple[frozenset[str], dict[str, int]]:
    names, counts = [], {}
    for text in texts:
        name, equals, count = text.partition("=")
        if name in names:
            _refuse(f"The option “{name[:40]}” is given twice. Give it once.")
        names.append(name)
        if equals:
            try:
                counts[name] = read_whole(count)
            except ValueError:
                _refuse(f"--option “{text[:40]}” has no whole number. Give one as topics=2.")
    return frozenset(names), counts


def _fen(amount: Money | None) -> int | None:
    return None if amount is None else amount.minor


def _as_json(assessed: Assessed) -> str:
    terms, entered = assessed.terms, assessed.figures.as_facts()
    facts = {
        "schedule": terms.schedule.key,
        "version": terms.schedule.version,
        "kind": terms.kind,
        "policy": str(terms.policy),
        **entered,
        "benchmark_fen": _fen(assessed.benchmark),
        "cap_fen": _fen(assessed.cap),
        "floor_fen": _fen(assessed.floor),
        "steps": [step.as_facts() for step in assessed.steps],
        "policy_steps": [step.as_facts() for step in assessed.policy_steps],
        "note": " / ".join(dict.fromkeys(source_line(terms))),
    }
    return json.dumps(facts, indent=2)


def _as_table(assessed: Assessed) -> str:
    figures = [
        f"{name:<10} {'none' if amount is None else money(amount)}"
        for name, amount in (
            ("benchmark", assessed.benchmark),
            ("cap", assessed.cap),
            ("floor", assessed.floor),
        )
    ]
    steps = [_row(step) for step in (*assessed.steps, *assessed.policy_steps)]
    return "\n".join([*figures, "", *steps, "", source_line(assessed.terms)[1]])


def _row(step: Step) -> str:
    facts = step.as_facts()
    span = f"{facts['from'] or ''}..{facts['to']}" if facts["to"] else ""
    rate = f"x {facts['rate']}" if facts["rate"] else ""
    return f"{facts['amount'] or '-':>20}  {rate:<12} {span:<28} {facts['label']}".rstrip()
