"""Prism, serving the part of Twilio's own description of its REST API that we use: a wrong request is refused."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.settings import current
from tests.messages.counter import free_port

PRISM = "5.14.2"
START_SECONDS = 90.0
_ACCOUNT = "/2010-04-01/Accounts/{AccountSid}"
_PATHS = (
    "/2010-04-01/Accounts/{Sid}.json",
    f"{_ACCOUNT}/Messages.json",
    f"{_ACCOUNT}/Messages/{{MessageSid}}/Media.json",
    f"{_ACCOUNT}/IncomingPhoneNumbers.json",
)


def program() -> Path:
    """Prism, fetched once into the var folder by npm. Skips where that cannot be."""
    folder = current().var / "tools" / f"prism-{PRISM}"
    script = folder / "node_modules" / ".bin" / "prism"
    if not script.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("no npm to fetch Prism with: apt-get install npm")
        folder.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder)]
        done = subprocess.run([*command, f"@stoplight/prism-cli@{PRISM}"], capture_output=True, check=False)
        if done.returncode != 0 or not script.exists():
            pytest.skip(f"npm cannot fetch @stoplight/prism-cli@{PRISM}: no package registry within reach")
    return script


def part_of_description(folder: Path) -> Path:
    """Twilio's description without the paths that we do not use, which Prism would read for half a minute."""
    path = current().shared / "data" / "twilio" / "twilio_api_v2010.json"
    if not path.exists():
        pytest.skip(f"no {path}: set LOKET_SHARED to the folder of real data")
    whole = json.loads(path.read_text(encoding="utf-8"))
    schemas = whole["components"]["schemas"]
    whole["paths"] = {name: whole["paths"][name] for name in _PATHS}
    needed = set(_named(whole["paths"]))
    while (more := needed | {name for known in needed for name in _named(schemas[known])}) != needed:
        needed = more
    whole["components"]["schemas"] = {name: schemas[name] for name in sorted(needed)}
    part = folder / "twilio.json"
    part.write_text(json.dumps(whole), encoding="utf-8")
    return part


def _named(value: Any) -> Iterator[str]:
    """The schemas that a part of the description refers to."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "$ref":
                yield inner.rpartition("/")[2]
            else:
                yield from _named(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner)


@contextlib.contextmanager
def running(folder: Path) -> Iterator[str]:
    """Prism at work; gives its address."""
    script, description, port = program(), part_of_description(folder), free_port()
    address = f"http://127.0.0.1:{port}"
    with (folder / "prism.log").open("wb") as log:
        process = subprocess.Popen([script, "mock", "-p", str(port), description], stdout=log, stderr=log)
        try:
            end = time.monotonic() + START_SECONDS
            while time.monotonic() < end:
                with contextlib.suppress(httpx.HTTPError):
                    httpx.get(address)
                    break
                time.sleep(0.1)
            else:
                raise AssertionError((folder / "prism.log").read_text(errors="replace")[-2000:])
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)
