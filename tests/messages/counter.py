"""A whole counter in processes of its own: web, worker and an assistant, on a fresh database and free ports."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx
import psycopg

ROOT = Path(__file__).resolve().parents[2]
STUB = Path(__file__).resolve().parent / "stub_assistant.py"
START_SECONDS = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Counter:
    """The processes by name: ``web``, ``worker``, ``assistant``. Each can be started, killed and stopped.

    ``assistant`` is the command of the assistant, which reads LOKET_VAR and LOKET_ASSISTANT_PORT; the stub by default.
    """

    def __init__(
        self, var: Path, environment: Mapping[str, str] | None = None, assistant: Sequence[str] | None = None
    ) -> None:
        self.var = var
        self.port, self.assistant_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._assistant_url = f"http://127.0.0.1:{self.assistant_port}"
        self.token = "stub-token-of-a-test"
        self.stub_folder = var / "stub"
        stub = (sys.executable, str(STUB), str(self.assistant_port), str(self.stub_folder), self.token)
        self.commands: dict[str, Sequence[str]] = {
            "web": (sys.executable, "-m", "channels.serve"),
            "worker": (sys.executable, "-m", "channels.worker"),
            "assistant": assistant or stub,
        }
        self._environment = {
            **os.environ,
            "OMP_NUM_THREADS": "1",
            "DJANGO_SETTINGS_MODULE": "channels.settings",
            "LOKET_VAR": str(var),
            "LOKET_PORT": str(self.port),
            "LOKET_ASSISTANT_PORT": str(self.assistant_port),
            "LOKET_DATABASE_URL": "",
            "LOKET_REDIS_URL": "",
            **(environment or {}),
        }
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def postgresql(self) -> str:
        """The address of its database on PostgreSQL; empty on SQLite."""
        return self._environment["LOKET_DATABASE_URL"]

    def prepare(self, database: Path | None = None) -> None:
        """Make the folder and its database, copied from ``database`` where one is made already."""
        self.var.mkdir(parents=True, exist_ok=True)
        (self.var / "assistant.token").write_text(self.token, encoding="ascii")
        if database is not None:
            shutil.copy(database, self.var / "desk.db")
        else:
            command = (sys.executable, "-m", "django", "migrate", "--verbosity", "0")
            subprocess.run(command, cwd=ROOT, env=self._environment, check=True)
        if not self.postgresql:
            with contextlib.closing(sqlite3.connect(self.var / "desk.db")) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def set(self, setting: str, value: str) -> None:
        """Set a setting of the processes that are started from now on."""
        self._environment[setting] = value

    def python(self, code: str) -> str:
        """Run Python code, with Django set up, in the counter's environment; returns what it printed."""
        command = (sys.executable, "-c", f"import django; django.setup()\n{code}")
        done = subprocess.run(command, cwd=ROOT, env=self._environment, check=True, capture_output=True, text=True)
        return done.stdout

    def start(self, *names: str) -> None:
        for name in names or tuple(self.commands):
            log = (self.var / f"{name}.log").open("ab")
            self.running[name] = subprocess.Popen(
                self.commands[name], cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )

    def kill(self, name: str) -> None:
        """kill -9."""
        self.running[name].kill()
        self.running[name].wait()

    def stop(self, name: str) -> float:
        """SIGTERM; returns how many seconds the process took to end."""
        began = time.monotonic()
        self.running[name].send_signal(signal.SIGTERM)
        self.running[name].wait(timeout=30)
        return time.monotonic() - began

    def close(self) -> None:
        for process in self.running.values():
            process.kill()
            process.wait()

    def wait_until_up(self) -> None:
        """Wait for the web process. Raises AssertionError with its log where it does not come up."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/health").status_code == 200:
                    return
            time.sleep(0.1)
        raise AssertionError(f"web did not come up: {self.log('web')[-2000:]}")

    def wait_for_assistant(self, state: str) -> None:
        """Wait until the web process knows the assistant to be ready, loading or away."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/health").json()["assistant"] == state:
                    return
            time.sleep(0.1)
        raise AssertionError(f"the web process does not know that the assistant is {state}")

    def works(self, name: str) -> bool:
        """Whether a process that was started has begun to work."""
        if name == "worker":
            return (self.var / "workers" / f"{self.running[name].pid}.json").exists()
        address = f"{self.url}/health" if name == "web" else f"{self._assistant_url}/webhooks/loket/health"
        try:
            return httpx.get(address, timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def log(self, name: str) -> str:
        return (self.var / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def rows(self, database: str, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the desk's database ("desk") or of the stub's ("stub"); a ``?`` stands for a value."""
        if database == "desk" and self.postgresql:
            with psycopg.connect(self.postgresql) as server:
                return server.execute(query.replace("?", "%s").encode(), values or None).fetchall()
        path = self.var / "desk.db" if database == "desk" else self.stub_folder / "stub.db"
        with contextlib.closing(sqlite3.connect(path, timeout=20)) as connection:
            return connection.execute(query, values).fetchall()

    def person(self, **headers: str) -> Person:
        return Person(self.url, headers)


class Person:
    """Someone at the web chat: a session, what they send, what they see."""

    def __init__(self, url: str, headers: Mapping[str, str] | None = None) -> None:
        self.http = httpx.Client(base_url=f"{url}/web/v1", headers=dict(headers or {}), timeout=10)
        opened = self.http.post("/session", json={})
        opened.raise_for_status()
        self.session = opened.json()
        self.token: str = self.session["token"]
        self.http.headers["Authorization"] = f"Bearer {self.token}"

    @property
    def conversation(self) -> str:
        return str(self.session["conversation"])

    def post(self, text: str = "", *, id: str = "", choice: str | None = None) -> httpx.Response:
        body: dict[str, Any] = {"id": id or uuid.uuid4().hex, "text": text}
        if choice is not None:
            body["choice"] = choice
        return self.http.post("/messages", json=body)

    def seen(self, after: int = 0) -> list[dict[str, Any]]:
        """The messages after a number, by polling."""
        answer = self.http.get("/messages", params={"after": after})
        answer.raise_for_status()
        return [event["data"] for event in answer.json() if event["event"] == "message"]

    def wait_for(self, count: int, seconds: float = 15.0) -> list[dict[str, Any]]:
        """All messages, once there are ``count`` of them."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            messages = self.seen()
            if len(messages) >= count:
                return messages
            time.sleep(0.05)
        raise AssertionError(f"{count} messages were expected, there are {self.seen()}")

    @contextlib.contextmanager
    def stream(self, after: int = 0, headers: Mapping[str, str] | None = None) -> Iterator[Stream]:
        """An open event stream."""
        call = self.http.stream("GET", "/events", params={"after": after}, headers=dict(headers or {}), timeout=20)
        with call as response:
            assert response.status_code == 200, response.read()
            yield Stream(response)


class Stream:
    """Reads server-sent events one by one."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.iter_lines()

    def next(self, name: str | None = None) -> tuple[str, int | None, Any]:
        """The next event, or the next of a name: (name, id, data). Raises StopIteration at the end of the stream."""
        fields: dict[str, str] = {}
        while True:
            line = next(self._lines)
            if line == "":
                found = fields.get("event")
                if found and (name is None or found == name):
                    return found, int(fields["id"]) if "id" in fields else None, json.loads(fields["data"])
                fields = {}
            elif not line.startswith(":"):
                key, _, value = line.partition(": ")
                fields[key] = value
