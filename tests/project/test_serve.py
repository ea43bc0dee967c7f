import os
import signal
import socket
import subprocess
import sys
import textwrap
import time

import pytest

from marketplace.project.serve import CannotServe, require_free, wanted_port
from marketplace.project.state import ROOT


@pytest.fixture
def taken_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def run_pair(site: list[str], clock: list[str], tmp_path) -> subprocess.Popen:
    """Start the supervisor over two processes that say when they are up."""
    script = textwrap.dedent(
        f"""
        import sys
        from marketplace.project.serve import Pair
        pair = Pair({{"site": {site!r}, "clock": {clock!r}}})
        sys.exit(pair.run())
        """
    )
    return subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def telling(path, then: str) -> list[str]:
    """A process that writes its id to ``path`` and then does as told."""
    code = f"import os, sys, time; open({str(path)!r}, 'w').write(str(os.getpid())); {then}"
    return [sys.executable, "-c", code]


def pid_in(path) -> int:
    for _attempt in range(100):
        if path.is_file() and path.read_text():
            return int(path.read_text())
        time.sleep(0.05)
    raise AssertionError(f"{path.name} never started")


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_port_is_8000_unless_asked_otherwise():
    assert wanted_port("") == 8000
    assert wanted_port("8001") == 8001


@pytest.mark.parametrize("text", ["0", "65536", "-1", "http", "80 80", "８０００", "1e3"])
def test_what_is_no_port_is_refused(text):
    with pytest.raises(CannotServe, match=f"^PORT={text} is no port"):
        wanted_port(text)


def test_a_taken_port_is_named_with_one_that_is_free(taken_port):
    with pytest.raises(CannotServe) as refused:
        require_free(taken_port)

    said = str(refused.value)
    assert said.startswith(f"Port {taken_port} is taken by another program")
    free = int(said.rpartition("PORT=")[2].removesuffix(" make run"))
    require_free(free)


def test_a_taken_port_ends_the_start_at_once_and_makes_nothing(taken_port, tmp_path):
    environment = {**os.environ, "PORT": str(taken_port), "MARKETPLACE_STATE_DIR": str(tmp_path)}

    ended = subprocess.run(
        [sys.executable, "-m", "marketplace.project.serve"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    assert f"Port {taken_port} is taken" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("ends", "then", "reason"),
    [
        ("site", "sys.exit(3)", "exit code 3"),
        ("clock", "sys.exit(0)", "exit code 0"),
        ("clock", "os.kill(os.getpid(), 9)", "by SIGKILL"),
    ],
)
def test_when_one_half_ends_the_other_is_ended_and_the_reason_told(tmp_path, ends, then, reason):
    files = {name: tmp_path / name for name in ("site", "clock")}
    commands = {name: telling(path, "time.sleep(60)") for name, path in files.items()}
    commands[ends] = telling(files[ends], f"time.sleep(0.5); {then}")

    supervisor = run_pair(commands["site"], commands["clock"], tmp_path)
    output, _ = supervisor.communicate(timeout=20)

    assert supervisor.returncode == 1
    assert output == f"The {ends} ended ({reason}), so all of it was stopped.\n"
    assert not any(is_running(pid_in(path)) for path in files.values())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_told_to_stop_it_ends_both_in_peace(tmp_path, number):
    files = [tmp_path / name for name in ("site", "clock")]
    supervisor = run_pair(*[telling(path, "time.sleep(60)") for path in files], tmp_path)
    pids = [pid_in(path) for path in files]

    supervisor.send_signal(number)
    output, _ = supervisor.communicate(timeout=20)

    assert supervisor.returncode == 0
    assert output == "Stopped.\n"
    assert not any(is_running(pid) for pid in pids)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_nothing_outlives_a_supervisor_that_was_killed(tmp_path):
    files = [tmp_path / name for name in ("site", "clock")]
    supervisor = run_pair(*[telling(path, "time.sleep(60)") for path in files], tmp_path)
    pids = [pid_in(path) for path in files]

    supervisor.kill()
    supervisor.communicate(timeout=20)

    for _attempt in range(100):
        if not any(is_running(pid) for pid in pids):
            return
        time.sleep(0.05)
    raise AssertionError("a child is still running")
