"""The peer as Rasa ships it, in a process of its own: the default pipeline and policies, the tracker in memory, and the
same actions behind Rasa's action server. None of Loket's short cuts reach it.

``python -m benchmarks.stock MODEL PORT`` reads turn requests as lines of JSON and writes each one's milliseconds.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from bot.settings import ROOT

_READY = "ready"
_PATIENCE = 180.0  # seconds for the peer to load


class Peer:
    """Runs turns through the peer's process."""

    def __init__(self, writing: IO[str], reading: IO[str]) -> None:
        self._writing, self._reading = writing, reading

    def milliseconds(self, turn: dict[str, Any]) -> float:
        """How long the peer took for ``turn``, a turn request. Raises RuntimeError where its process ended."""
        self._writing.write(json.dumps(turn) + "\n")
        self._writing.flush()
        line = self._reading.readline()
        if not line:
            raise RuntimeError("the peer's process ended")
        return float(line)


@contextmanager
def served(model: Path) -> Iterator[Peer]:
    """The peer with its action server, until the block ends. Raises RuntimeError where it does not load."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    quiet: dict[str, Any] = {"cwd": ROOT, "env": environment, "stderr": subprocess.DEVNULL}
    sdk = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)]
    actions = subprocess.Popen(sdk, stdout=subprocess.DEVNULL, **quiet)
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.stock", str(model), str(port)]
    peer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **quiet)
    try:
        assert peer.stdin is not None and peer.stdout is not None
        _wait_for(f"http://127.0.0.1:{port}/health")
        if peer.stdout.readline().strip() != _READY:
            raise RuntimeError(f"the peer did not load its model {model}")
        yield Peer(peer.stdin, peer.stdout)
    finally:
        for process in (peer, actions):
            process.terminate()
            process.wait()


def _wait_for(address: str) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
            if time.monotonic() > end:
                raise RuntimeError("the peer's action server does not answer") from error
            time.sleep(0.2)


async def _serve(model: str, port: int) -> None:
    from rasa.core.agent import load_agent
    from rasa.core.utils import AvailableEndpoints
    from rasa.utils.endpoints import EndpointConfig

    from bot.connector import user_message

    action = EndpointConfig(f"http://127.0.0.1:{port}/webhook")
    agent = await load_agent(model_path=model, endpoints=AvailableEndpoints(action=action))
    answers, sys.stdout = sys.stdout, sys.stderr  # what Rasa prints must not mix with the answers
    print(_READY, file=answers, flush=True)
    for line in sys.stdin:
        message = user_message(json.loads(line))
        start = time.perf_counter()
        await agent.handle_message(message)
        print((time.perf_counter() - start) * 1000, file=answers, flush=True)


def main() -> None:
    """The peer's process."""
    import structlog

    warnings.filterwarnings("ignore")
    logging.disable(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    asyncio.run(_serve(sys.argv[1], int(sys.argv[2])))


if __name__ == "__main__":
    main()
