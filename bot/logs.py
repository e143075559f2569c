"""Structured logs of every process: one JSON line an event, with the turn it belongs to, and no citizen's words.

`structlog.contextvars.bind_contextvars(turn=…, conversation=…)` makes a message's way through all processes one search.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from bot.settings import current
from desk.feedback.masking import masked

_QUIET = (
    *("httpx", "httpcore", "urllib3", "asyncio", "sanic.access", "matplotlib", "apscheduler", "tensorflow", "telegram"),
)


def _mask(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Masks personal data in every text of an event, tracebacks included."""
    for key, value in event.items():
        if isinstance(value, str) and key not in ("timestamp", "turn", "conversation", "level"):
            event[key] = masked(value)
    return event


def configure(process: str) -> None:
    """Send structlog's and the standard library's logs of this process to standard error."""
    settings = current()
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _mask,
            renderer,
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=settings.log_level, force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(process=process)
