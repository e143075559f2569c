"""Serves the web process: ``python -m channels.serve``. Ends within two seconds of SIGTERM, open streams or not."""

from __future__ import annotations

import sys
from types import FrameType

import uvicorn

from bot import logs
from bot.settings import SettingsError, current

GRACE_SECONDS = 1


class Server(uvicorn.Server):
    """Uvicorn waits for responses to end, and a stream never does: they are told to."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self.started:
            from channels.web.runtime import end_streams

            end_streams()
        super().handle_exit(sig, frame)


def main() -> int:
    """Serve at LOKET_HOST and LOKET_PORT until a signal comes."""
    settings = current()
    logs.configure("web")
    # Where collected static files would be; without the folder WhiteNoise warns at each start.
    (settings.var / "static").mkdir(parents=True, exist_ok=True)
    config = uvicorn.Config(
        "channels.asgi:application",
        host=settings.host,
        port=settings.port,
        lifespan="on",
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        # Who the client is follows LOKET_TRUSTED_PROXIES, not any header that comes along.
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        backlog=2048,
    )
    server = Server(config)
    server.run()
    return 0 if server.started else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SettingsError as error:
        sys.exit(f"loket web: {error}")
