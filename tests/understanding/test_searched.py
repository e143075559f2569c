"""Which messages are searched among the services: questions and reports, not the answers to a form."""

from __future__ import annotations

import pytest
import yaml
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components import services
from bot.settings import ROOT


@pytest.mark.parametrize(
    ("intents", "searched"),
    [
        (["ask_cost"], True),
        (["file_complaint", "ask_cost"], True),
        (["greet", "ask_cost"], False),
        (["form_answer", "ask_cost"], False),
        (["form_command", "file_complaint"], True),
        (["form_command", "yes"], False),
        (["form_command"], False),
        ([], False),
    ],
)
def test_what_is_searched(intents: list[str], searched: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def find(text: str, language: str) -> dict[str, str]:
        asked.append(text)
        return {}

    monkeypatch.setattr(services, "_find", find)
    ranking = [{"name": name, "confidence": 0.5} for name in intents]
    data = {TEXT: "the bins", INTENT: ranking[0] if ranking else None, INTENT_RANKING_KEY: ranking}
    services.ServiceFinder().process([Message(data=data)])
    assert asked == (["the bins"] if searched else [])


def test_the_form_says_what_a_message_is_before_the_services_are_searched() -> None:
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    names = [part["name"].rpartition(".")[2] for part in pipeline]
    assert names.index("FormComponent") < names.index("ServiceFinder")
