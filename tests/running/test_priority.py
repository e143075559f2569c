"""What nobody waits for gives way, and takes nothing else with it."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

from bot.priority import Niceness, give_way


def niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)


def test_a_thread_gives_way_alone_and_for_good() -> None:
    before = niceness()
    with ThreadPoolExecutor(1, initializer=give_way, initargs=(Niceness.BACKGROUND,)) as pool:
        assert pool.submit(niceness).result() == Niceness.BACKGROUND
        pool.submit(give_way, Niceness.SENDING).result()
        assert pool.submit(niceness).result() == Niceness.BACKGROUND
    assert niceness() == before
