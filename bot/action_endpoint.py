"""How the assistant reaches its actions: in its own process by default, or the action server of a setting.

Rasa's action endpoint is made for HTTP and hides failures (it logs them and answers nothing). Both endpoints here fail
the turn instead, so that the dispatcher tries it again.
"""

from __future__ import annotations

from typing import Any

from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection as Rejection

from bot.running import TurnFailed


def trust_own_actions() -> None:
    """Spare Rasa's check of each action's result against its events schema: 20 ms a call, for our own code."""
    RemoteAction._validate_action_result = lambda self, result: True


class InProcessActions(EndpointConfig):
    """Runs the actions of the package ``actions`` where they are asked for."""

    def __init__(self) -> None:
        super().__init__(url="in-process")
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, *_: Any, **arguments: Any) -> Any:
        call = arguments["json"]
        try:
            return await self._executor.run(call)
        except Rejection as error:
            raise ActionExecutionRejection(error.action_name, str(error)) from error
        except Exception as error:
            raise TurnFailed(f"{call['next_action']} failed: {error}") from error


class ActionServer(EndpointConfig):
    """The action server at a port of this machine (``LOKET_ACTIONS_PORT``)."""

    def __init__(self, port: int) -> None:
        super().__init__(url=f"http://127.0.0.1:{port}/webhook")

    async def request(self, *arguments: Any, **keywords: Any) -> Any:
        try:
            return await super().request(*arguments, **keywords)
        except Exception as error:
            raise TurnFailed(f"the action server at {self.url} failed: {error}") from error
