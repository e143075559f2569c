"""What one process at a time may do: whether it is this one, by a lease in the desk that is renewed as it is asked."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable

import structlog

from desk.messages import leases
from desk.threads import in_thread, noted

log = structlog.get_logger(__name__)

LEASE_SECONDS = 5.0
RENEW_SECONDS = 1.5


class Leased:
    """The task ``name`` for ``owner`` (unique to the process). ``held`` is what was found out last."""

    def __init__(self, name: str, owner: str, clock: Callable[[], dt.datetime]) -> None:
        self.name, self.held = name, False
        self._owner, self._clock = owner, clock
        self._asked = float("-inf")

    async def is_ours(self) -> bool:
        """Take or renew it, `RENEW_SECONDS` after the last time at the earliest; False while another process has it."""
        now = asyncio.get_running_loop().time()
        if now - self._asked < RENEW_SECONDS:
            return self.held
        had = self.held
        self.held = await noted(leases.take, self.name, self._owner, self._clock(), LEASE_SECONDS)
        self._asked = now
        if self.held is not had:
            log.info("lease", task=self.name, held=self.held)
        return self.held

    async def give_back(self) -> None:
        """Let another process do it."""
        if self.held:
            await in_thread(leases.give_back, self.name, self._owner)
