"""Serve the site, with the clock beside it, until one of the two ends or someone says stop.

python -m marketplace.project.serve
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from types import FrameType

from . import prepare
from .state import ROOT

HOST = "127.0.0.1"
PATIENCE_SECONDS = 8  # to end in peace; the site itself takes at most 3


class CannotServe(Exception):
    """Why the site is not started; the text says what to do."""


def main() -> int:
    """Return 0 when told to stop, 1 when the site could not start or one half ended by itself."""
    try:
        port = wanted_port(os.environ.get("PORT", ""))
        require_free(port)
    except CannotServe as error:
        print(error, file=sys.stderr)
        return 1
    if failed := prepare.main():
        return failed
    pair = Pair({"site": site_command(port), "clock": [sys.executable, "manage.py", "clock"]})
    threading.Thread(target=announce, args=(port, pair), daemon=True).start()
    return pair.run()


def wanted_port(text: str) -> int:
    """Return the port that was asked for, 8000 when none was."""
    if not text:
        return 8000
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise CannotServe(f"PORT={text} is no port: choose 1024 to 65535, as in PORT=8001 make run")
    return int(text)


def require_free(port: int) -> None:
    """Refuse a port that another program listens on, or that this user may not open."""
    try:
        _try_port(port)
    except PermissionError:
        raise CannotServe(
            f"Port {port} is for the system only. Choose a higher one: PORT=8000 make run"
        ) from None
    except OSError as error:
        raise CannotServe(
            f"Port {port} is taken by another program ({error.strerror}). "
            f"Choose another: PORT={_free_port_above(port)} make run"
        ) from None


def _try_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((HOST, port))


def _free_port_above(port: int) -> int:
    for candidate in range(port + 1, min(port + 100, 65536)):
        try:
            _try_port(candidate)
        except OSError:
            continue
        return candidate
    return 8000


def site_command(port: int) -> list[str]:
    """Return the command that serves the pages: one process, four requests at a time."""
    options = {
        "--interface": "wsgi",
        "--host": HOST,
        "--port": str(port),
        "--workers": "1",
        "--blocking-threads": "4",
        "--workers-kill-timeout": "3",
        "--log-level": "warning",
    }
    flat = [word for pair in options.items() for word in pair]
    return [sys.executable, "-m", "granian", *flat, "marketplace.project.wsgi:application"]


@dataclass
class Pair:
    """Processes that live and end together."""

    commands: dict[str, list[str]]
    processes: dict[str, subprocess.Popen] = field(default_factory=dict)
    asked_to_stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> int:
        """Start all, wait for a signal or for the first to end, end the others."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            for name, command in self.commands.items():
                self.processes[name] = subprocess.Popen(  # noqa: S603
                    command, cwd=ROOT, start_new_session=True, preexec_fn=_end_with_parent
                )
            ended = self._first_to_end()
        finally:
            self._end_all()
        if ended is None:
            print("Stopped.", flush=True)
            return 0
        print(f"The {ended} ended ({self._reason(ended)}), so all of it was stopped.", flush=True)
        return 1

    def is_alive(self) -> bool:
        return all(process.poll() is None for process in self.processes.values())

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.asked_to_stop.set()

    def _first_to_end(self) -> str | None:
        while not self.asked_to_stop.wait(0.1):
            for name, process in self.processes.items():
                if process.poll() is not None:
                    return name
        return None

    def _end_all(self) -> None:
        for process in self.processes.values():
            process.terminate()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for process in self.processes.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _reason(self, name: str) -> str:
        code = self.processes[name].returncode
        return f"by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def _end_with_parent() -> None:
    """Have Linux end this child when the supervisor is killed; elsewhere it goes on."""
    import ctypes

    set_parent_death_signal = 1
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl:
        prctl(set_parent_death_signal, signal.SIGTERM)


def announce(port: int, pair: Pair) -> None:
    """Print the address as soon as the site answers there."""
    while not pair.asked_to_stop.wait(0.1):
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=30)
            connection.request("GET", "/")
            status = connection.getresponse().status
        except OSError:
            continue
        if status < 500:
            print(f"Ready: http://{HOST}:{port}/  (Ctrl-C ends it)", flush=True)
        else:
            print(f"http://{HOST}:{port}/ answers {status}; the reason is above.", flush=True)
        return


if __name__ == "__main__":
    sys.exit(main())
