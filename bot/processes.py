"""The processes of one installation: what they are, where they listen, and whether they live."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import socket
import sys
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

import httpx

from bot import heartbeats
from bot.settings import Settings

HEALTH_TIMEOUT = 2.0


@dataclasses.dataclass(frozen=True)
class Process:
    """``health`` is an address that answers 200 when the process is well, or "" where only its pid is known."""

    name: str
    command: tuple[str, ...]
    url: str = ""
    health: str = ""
    port: int = 0


def web_url(settings: Settings) -> str:
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    return f"http://{host}:{settings.port}"


def processes(settings: Settings) -> tuple[Process, ...]:
    """Every process that ``loket run`` starts, in the order of starting."""
    found = [
        Process(
            "web",
            (sys.executable, "-m", "channels.serve"),
            web_url(settings),
            f"{web_url(settings)}/health",
            settings.port,
        ),
        *(_assistant(settings, number) for number in range(settings.assistants)),
        Process("worker", (sys.executable, "-m", "channels.worker")),
    ]
    if settings.actions_port:
        actions = (sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(settings.actions_port))
        url = f"http://127.0.0.1:{settings.actions_port}"
        found.append(Process("actions", actions, url, f"{url}/health", settings.actions_port))
    return tuple(found)


def assistant_name(number: int) -> str:
    """Of the assistant with this number, from 0: assistant, assistant-2, assistant-3, …"""
    return f"assistant-{number + 1}" if number else "assistant"


def _assistant(settings: Settings, number: int) -> Process:
    url = settings.assistant_urls[number]
    command = (sys.executable, "-m", "bot.assistant", str(number))
    health = f"{url}/webhooks/loket/health"
    return Process(assistant_name(number), command, url, health, settings.assistant_port + number)


def port_taken(host: str, port: int) -> bool:
    """Whether something listens at the port already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def run_folder(settings: Settings) -> Path:
    return settings.var / "run"


def note_pid(settings: Settings, name: str, pid: int) -> None:
    """Write down which pid a process has, for ``loket status`` and ``make stop``."""
    folder = run_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.pid").write_text(str(pid), encoding="ascii")


def forget_pid(settings: Settings, name: str) -> None:
    (run_folder(settings) / f"{name}.pid").unlink(missing_ok=True)


def pid_of(settings: Settings, name: str) -> int | None:
    """The pid of a living process, or None."""
    with contextlib.suppress(OSError, ValueError):
        pid = int((run_folder(settings) / f"{name}.pid").read_text(encoding="ascii"))
        os.kill(pid, 0)
        return pid
    return None


@lru_cache(maxsize=1)
def _client() -> httpx.Client:
    # Our own processes over plain HTTP: to read certificates would cost more than to ask.
    return httpx.Client(verify=False, trust_env=False, timeout=HEALTH_TIMEOUT)


def state_of(process: Process, pid: int | None) -> str:
    """up, starting (alive, not answering yet or loading) or down."""
    if not process.health:
        return "up" if pid else "down"
    try:
        answer = _client().get(process.health)
        body = answer.json() if answer.headers.get("content-type", "").startswith("application/json") else {}
    except (httpx.HTTPError, json.JSONDecodeError):
        return "starting" if pid else "down"
    if answer.status_code != 200 or body.get("state") == "loading":
        return "starting"
    return "up"


def _channels(settings: Settings) -> dict[str, Any]:
    """What the web process tells of the messaging channels; nothing while it does not answer."""
    with contextlib.suppress(httpx.HTTPError, json.JSONDecodeError):
        found = _client().get(f"{web_url(settings)}/health").json().get("channels", {})
        return dict(found)
    return {}


def status(settings: Settings) -> dict[str, Any]:
    """What ``loket status --json`` prints."""
    rows = []
    for process in processes(settings):
        pid = pid_of(settings, process.name)
        rows.append({"name": process.name, "url": process.url, "pid": pid, "state": state_of(process, pid)})
    return {
        "channels": _channels(settings),
        "web": web_url(settings),
        "desk": f"{web_url(settings)}/admin/",
        "processes": rows,
        "failing_jobs": heartbeats.failing_jobs(settings, time.time()),
    }
