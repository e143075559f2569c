"""``loket doctor``: checks the configuration and says how to mend what is wrong."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator

from bot.findings import Finding, show
from bot.heartbeats import failing_jobs
from bot.processes import pid_of, port_taken, processes
from bot.settings import LAUNCH_LANGUAGES, Settings, SettingsError, current
from bot.training import model_path, trained_model

HELP = "Check settings, folders, database, catalogue, model and ports; exit code 1 where something must be mended."
FREE_BYTES = 2 * 1024**3


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON")


def _python(_: Settings) -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    fits = sys.version_info[:2] == (3, 10)
    yield Finding(
        "ok" if fits else "fail", f"Python {version}", "" if fits else "Rasa needs 3.10: 'make setup' makes .venv."
    )


def _folders(settings: Settings) -> Iterator[Finding]:
    try:
        settings.var.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(settings.var).free
    except OSError as error:
        yield Finding("fail", f"folder {settings.var}", f"{error.strerror}: make it writable or set LOKET_VAR.")
        return
    if not os.access(settings.var, os.W_OK):
        yield Finding("fail", f"folder {settings.var}", "not writable: change its owner or set LOKET_VAR.")
    elif free < FREE_BYTES:
        yield Finding("warn", f"{free / 1024**3:.1f} GB free in {settings.var}", "free some space: databases grow.")
    else:
        yield Finding("ok", f"folder {settings.var}, {free / 1024**3:.0f} GB free")


def _public_address(settings: Settings) -> Iterator[Finding]:
    if not settings.public_url:
        yield Finding(
            "warn", "LOKET_PUBLIC_URL is not set", "fine for trying out; citizens need an address with https."
        )
    elif not settings.public_url.startswith("https://"):
        yield Finding(
            "fail", f"LOKET_PUBLIC_URL={settings.public_url}", "use https:// (deploy/ has a proxy's example)."
        )
    else:
        yield Finding("ok", f"public address {settings.public_url}")


def _database(settings: Settings) -> Iterator[Finding]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels.settings")
    import django
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import Error

    where = "PostgreSQL" if settings.database_url else f"SQLite {settings.desk_database}"
    try:
        django.setup()
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as error:
        yield Finding("fail", where, f"{str(error).strip()}: check LOKET_DATABASE_URL and that the server runs.")
        return
    if waiting:
        yield Finding(
            "fail", f"{where}: {len(waiting)} migrations not applied", "'loket run --prepare-only' applies them."
        )
        return
    yield Finding("ok", where)
    yield from _catalogue()


def _catalogue() -> Iterator[Finding]:
    from desk.catalogue import reading

    count = len(reading.services("en"))
    if count:
        yield Finding("ok", f"{count} services in the active catalogue")
    else:
        yield Finding("fail", "the catalogue is empty", "'loket catalogue import FILE', or 'make run' loads the demo.")


def _town(_: Settings) -> Iterator[Finding]:
    from bot.town import contacts, helplines
    from desk.catalogue.town import TownError, town

    try:
        here = contacts()
        for language in LAUNCH_LANGUAGES:
            helplines("other", language)
        town()
    except (SettingsError, TownError) as error:
        yield Finding("fail", "the town's folder", str(error))
        return
    yield Finding("ok", f"town: contacts {here.phone}, {here.email}")


def _model(settings: Settings) -> Iterator[Finding]:
    if model_path(settings).exists():
        yield Finding("ok", f"model {model_path(settings).name}")
    elif trained_model(settings):
        yield Finding("warn", "the model is older than its data", "'loket train' makes a new one.")
    else:
        yield Finding("fail", "no trained model", "'loket train' makes one (some six minutes on two cores).")


def _ports(settings: Settings) -> Iterator[Finding]:
    if pid_of(settings, "loket"):
        yield Finding("ok", "Loket runs; see 'loket status'")
        return
    for process in processes(settings):
        if process.port and port_taken("127.0.0.1", process.port):
            yield Finding(
                "fail", f"port {process.port} of {process.name} is taken", "stop what uses it, or set another."
            )


def _jobs(settings: Settings) -> Iterator[Finding]:
    for name, error in failing_jobs(settings, time.time()).items():
        mend = "the worker's log says more; it is tried again."
        if error.endswith(" -9"):
            mend = "the system ends it first where memory runs out: to learn the categories it takes 4 GB for minutes."
        yield Finding("warn", f"the worker's job '{name}' failed: {error}", mend)


def _redis(settings: Settings) -> Iterator[Finding]:
    if not settings.redis_url:
        return
    import redis

    try:
        redis.Redis.from_url(settings.redis_url, socket_timeout=2).ping()
    except (redis.RedisError, ValueError) as error:
        yield Finding(
            "fail", f"Redis {settings.redis_url}", f"{error}: check LOKET_REDIS_URL and that the server runs."
        )
        return
    yield Finding("ok", "Redis answers")


def _telegram(settings: Settings) -> Iterator[Finding]:
    if not settings.telegram_token:
        return
    import asyncio

    from channels.telegram.checking import examine

    yield from asyncio.run(examine(settings))


def _sms(settings: Settings) -> Iterator[Finding]:
    if settings.sms == "off":
        return
    import asyncio

    from channels.sms.checking import examine

    yield from asyncio.run(examine(settings))


CHECKS: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
    _python, _folders, _public_address, _database, _redis, _town, _model, _telegram, _sms, _ports, _jobs,
)  # fmt: skip


def examine(settings: Settings) -> list[Finding]:
    """Every finding, in the order of the checks."""
    return [finding for check in CHECKS for finding in check(settings)]


def run(args: argparse.Namespace) -> int:
    try:
        findings = examine(current())
    except SettingsError as error:
        findings = [Finding("fail", "settings", str(error))]
    return show(findings, as_json=args.json)
