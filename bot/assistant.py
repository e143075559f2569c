"""Loading and serving the assistant: ``python -m bot.assistant [NUMBER]`` is its process, of several that one.

Rasa is imported without what only training needs (see `bot.lean`). The garbage collector rests while everything is
loaded, and the heap is frozen then: that cuts its worst pause by nine tenths (measured on two cores).
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SANIC_HOST", "127.0.0.1")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

import gc
import sys
import threading
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

import structlog

from bot import patterns
from bot.lean import answer_only, lean

with lean():
    from rasa.core.agent import Agent, load_agent
    from rasa.core.utils import AvailableEndpoints
from sanic import Sanic

from bot.action_endpoint import ActionServer, InProcessActions, trust_own_actions
from bot.connector import LoketInput, run_turn
from bot.danger import judge
from bot.forms.ready import warm
from bot.graph import index_rules, run_straight
from bot.intents.features import hints
from bot.language import prepare
from bot.pauses import keep_what_is_loaded
from bot.priority import Niceness, give_way
from bot.running import TurnFailed
from bot.settings import LAUNCH_LANGUAGES, ROOT, Settings, SettingsError, current
from bot.texts import texts
from bot.tokenizer import keep_tokenizer
from bot.training import trained_model

log = structlog.get_logger(__name__)
WARM_UP = ("How do I get a library card?", "Miten saan kirjastokortin?")


def endpoints(settings: Settings) -> AvailableEndpoints:
    """endpoints.yml, with the actions where the settings want them."""
    found = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    found.action = ActionServer(settings.actions_port) if settings.actions_port else InProcessActions()
    return found


def _fail_aloud(agent: Agent) -> None:
    """A tracker store that fails must fail the turn; Rasa's own way is to go on in memory and lose it."""

    def raise_it(error: Exception) -> None:
        raise TurnFailed(f"the tracker store failed: {error}") from error

    agent.tracker_store._on_tracker_store_error = raise_it


async def loaded(model: Path, settings: Settings) -> Agent:
    """An agent that answers its first turn as quickly as its second.

    Raises `SettingsError` where the model cannot be loaded.
    """
    trust_own_actions()
    answer_only()
    run_straight()
    keep_tokenizer(settings.var / "cache")
    gc.disable()
    try:
        agent = await _warm_agent(model, settings)
        keep_what_is_loaded()
    finally:
        gc.enable()
    return agent


async def _warm_agent(model: Path, settings: Settings) -> Agent:
    try:
        agent = await load_agent(model_path=str(model), endpoints=endpoints(settings))
    except Exception as error:
        raise SettingsError(f"the model {model.name} is broken ({error}): run 'loket train --force'.") from error
    if not agent.is_ready():  # Rasa logs what is wrong with a model, and goes on without one
        raise SettingsError(f"the model {model.name} is broken: run 'loket train --force'.")
    _fail_aloud(agent)
    index_rules(agent)
    for text in WARM_UP:
        await agent.parse_message(text)
    warm()
    patterns.keep()
    return agent


async def ask_in_process(agent: Agent, turn: dict[str, Any]) -> dict[str, Any]:
    """One turn without any server; the same answer as over HTTP."""
    return await run_turn(agent, turn)


def serve(number: int) -> None:
    """Serve the connector on loopback until told to stop; ``number``: which of the assistants this is, from 0.

    Raises `SettingsError` where no model is trained.
    """
    settings = current()
    model = trained_model(settings)
    if model is None:
        raise SettingsError("no trained model: run 'loket train'.")
    app = Sanic("loket_assistant", configure_logging=False)
    app.config.KEEP_ALIVE_TIMEOUT = 60
    connector = LoketInput()

    async def unused(_: Any) -> None:
        return None

    app.blueprint(connector.blueprint(unused), url_prefix="/webhooks/loket")

    @app.listener("before_server_start")
    async def load(app: Sanic, _: Any) -> None:
        app.ctx.agent = await loaded(model, settings)
        log.info("assistant.ready", model=model.name)
        # A daemon, which an end of the process does not wait for.
        threading.Thread(target=_prepare_rest, args=(settings,), name="preparations", daemon=True).start()

    app.run(host="127.0.0.1", port=settings.assistant_port + number, workers=1, access_log=False, motd=False)


def _prepare_rest(settings: Settings) -> None:
    """Make what only some messages need, beside the first ones: whoever needs it first waits for seconds otherwise."""
    try:
        if not settings.actions_port:
            import_module("actions.ready").prepare()
        texts()
        for language in LAUNCH_LANGUAGES:
            judge("x", language, lambda: 0.0)
            hints("x", language, ())
        patterns.keep()
        prepare()
    except Exception:
        # It will be made, or fail, where it is needed.
        log.exception("assistant.unprepared")


def main(number: int) -> int:
    """The process: logs, then serve; 1 with one line where it cannot."""
    from bot.logs import configure
    from bot.processes import assistant_name

    warnings.filterwarnings("ignore")
    configure(assistant_name(number))
    give_way(Niceness.THINKING)
    try:
        serve(number)
    except SettingsError as error:
        log.error("assistant.stopped", error=str(error))
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
