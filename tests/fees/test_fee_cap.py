"""The calculator of the command line: what it prints, and how it refuses."""

import io
import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories.fees import schedule_of

ROOT = Path(__file__).resolve().parents[2]


def shown(*words) -> dict:
    out = io.StringIO()
    call_command("fee_cap", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def refused(*words) -> str:
    with pytest.raises(CommandError) as caught:
        call_command("fee_cap", *words, stdout=io.StringIO())
    assert caught.value.returncode == 2
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.django_db
def test_it_prints_fen_and_the_steps_that_add_up():
    found = shown("1980-2002", "--kind", "works", "--base", "60000000")

    assert (found["benchmark_fen"], found["cap_fen"], found["floor_fen"]) == (
        22_550_000,
        27_060_000,
        18_040_000,
    )
    assert sum(Fraction(step["amount"]) for step in found["steps"]) == 225_500
    assert set(found["steps"][0]) == {"label", "from", "to", "rate", "amount"}
    assert (found["schedule"], found["version"], found["kind"]) == ("1980-2002", 1, "works")
    assert "not law" in found["note"]


@pytest.mark.django_db
def test_the_kind_may_be_left_out_where_there_is_one():
    named = shown("670-2007", "--kind", "supervision", "--base", "6000000")

    assert shown("670-2007", "--base", "6000000") == named
    assert named["benchmark_fen"] == 19_220_000


@pytest.mark.django_db
def test_figures_that_there_are_not_are_null():
    below = shown("670-2007", "--base", "4999999.99")
    open_band = shown("125-2002", "--kind", "form_prepare", "--base", "2000000000")

    assert below["benchmark_fen"] is below["cap_fen"] is below["floor_fen"] is None
    assert (open_band["benchmark_fen"], open_band["cap_fen"]) == (None, None)
    assert open_band["floor_fen"] == 7_000_000


@pytest.mark.django_db
def test_full_width_digits_are_read():
    assert shown("６７０-2007", "--base", "６０００００0", "--factor", "altitude＝１.1") == shown(
        "670-2007", "--base", "6000000", "--factor", "altitude=1.1"
    )


@pytest.mark.django_db
def test_additional_factors_and_counted_options_may_be_repeated():
    several = ["--factor", "additional=1.1", "--factor", "additional=1.2"]
    topics = ["--option", "topics=2", "--option", "cut_2011"]

    assert shown("10-2002-design", "--base", "10000000", *several)["benchmark_fen"] == 50_440_000
    assert (
        shown("125-2002", "--kind", "form_prepare", "--base", "200000000", *topics)["benchmark_fen"]
        == 6_400_000
    )


@pytest.mark.django_db
def test_a_quantity_for_a_rate_by_the_unit():
    found = shown("hall-rates", "--kind", "SUR-05", "--quantity", "90000")

    assert (found["cap_fen"], found["floor_fen"]) == (12_240_000, None)


@pytest.mark.django_db
def test_the_newest_version_in_the_database_is_asked():
    schedule = schedule_of("670-2007")
    schedule.pk, schedule.version = None, 2
    schedule.params = schedule.params | {"float": ["-0.1", "0.1"]}
    schedule.save()

    found = shown("670-2007", "--base", "10000000")

    assert (found["version"], found["cap_fen"]) == (2, 33_110_000)


@pytest.mark.django_db
def test_a_table_for_people():
    out = io.StringIO()

    call_command("fee_cap", "1980-2002", "--kind", "works", "--base", "60000000", stdout=out)

    assert "cap        270,600.00" in out.getvalue()
    assert "x 0.0055" in out.getvalue()
    assert "not law" in out.getvalue()


GOOD = ["670-2007", "--base", "10000000"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    [
        [],
        ["670-2007"],
        ["670-2007", "--base"],
        ["999-2099", "--base", "5"],
        ["670-2007\n", "--base", "5"],
        ["1980-2002", "--base", "5"],
        ["1980-2002", "--kind", "work", "--base", "5"],
        *(
            ["670-2007", f"--base={base}"]
            for base in (
                "0",
                "-5",
                "nan",
                "inf",
                "-Infinity",
                "1e7",
                "0x10",
                "1.234",
                "10000000000000.01",
                "99999999999999999999",
                "１０²",
                "١٠٠",
                "五百万",
                "",
            )
        ),
        [*GOOD, "--factor", "altitude"],
        [*GOOD, "--factor", "=1.1"],
        [*GOOD, "--factor", "altitude=high"],
        [*GOOD, "--factor", "altitude=nan"],
        [*GOOD, "--factor", "altitude=-1"],
        [*GOOD, "--factor", "altitude=9"],
        [*GOOD, "--factor", "industry=1.2"],
        [*GOOD, "--factor", "altitude=1.1", "--factor", "altitude=1.1"],
        [*GOOD, "--option", "never"],
        [*GOOD, "--option", "no_fall=2"],
        [*GOOD, "--option", "no_fall=x"],
        [*GOOD, "--option", "no_fall", "--option", "no_fall"],
        [*GOOD, "--quantity", "5"],
        [*GOOD, "--nonsense"],
        ["hall-rates", "--kind", "SUR-05", "--base", "5"],
        ["hall-rates", "--kind", "SUR-05", "--quantity", "-1"],
    ],
)
def test_what_is_wrong_is_refused_in_one_line(words):
    assert refused(*words)


# --- In processes of their own, right after a clone: no database

GOOD_WORDS = ["1283-1999", "--kind=feasibility_prepare", "--base=40000000", "--json"]
BAD_WORDS = [["999-2099", "--base", "5"], ["670-2007", "--base", "-5"], ["670-2007", "--nonsense"]]
EACH_FORKED = """
import json, os, runpy, sys, django
django.setup()  # once, for what takes long is to load Django
for number, words in enumerate(json.loads(sys.argv[1])):
    if not os.fork():
        for file, name in (1, "out"), (2, "err"):
            os.dup2(os.open(f"{sys.argv[2]}/{number}.{name}", os.O_CREAT | os.O_WRONLY), file)
        sys.argv = ["manage.py", "fee_cap", *words]
        runpy.run_path("manage.py", run_name="__main__")
        sys.exit()
    print(os.waitstatus_to_exitcode(os.wait()[1]))
"""


together = pytest.mark.xdist_group("fee_cap in processes")


@pytest.fixture(scope="module")
def called(tmp_path_factory):
    """Return exit code, output and errors of ``manage.py fee_cap``, called with each words."""
    folder = tmp_path_factory.mktemp("fee_cap")
    done = subprocess.run(
        [sys.executable, "-c", EACH_FORKED, json.dumps([GOOD_WORDS, *BAD_WORDS]), folder],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "marketplace.project.settings.dev",
            "DATABASE_URL": f"sqlite:///{folder}/nothing.sqlite3",
            "MARKETPLACE_STATE_DIR": str(folder),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [
        (int(code), (folder / f"{number}.out").read_text(), (folder / f"{number}.err").read_text())
        for number, code in enumerate(done.stdout.split())
    ]


@together
def test_it_answers_without_any_table(called):
    code, out, err = called[0]

    assert code == 0, err
    assert json.loads(out)["benchmark_fen"] == 14_285_714
    assert err == ""


@together
@pytest.mark.parametrize("number", range(1, len(BAD_WORDS) + 1))
def test_it_exits_with_2_and_one_line(called, number):
    code, out, err = called[number]

    assert code == 2
    assert out == ""
    assert len(err.splitlines()) == 1
    assert "Traceback" not in err
