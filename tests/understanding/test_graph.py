"""The graph that is run straight and the rules that are indexed decide what Rasa's own decide."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import rasa.core.processor
from rasa.core.agent import Agent, load_agent
from rasa.core.channels.channel import UserMessage
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.model_training import train
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.graph import StraightRunner, index_rules, run_straight
from bot.settings import ROOT

PIPELINE = """
recipe: default.v1
assistant_id: graph
language: xx
pipeline: [{name: WhitespaceTokenizer}, {name: KeywordIntentClassifier}]
policies: [{name: RulePolicy, enable_fallback_prediction: false}]
"""
LINES = """
version: "3.1"
nlu:
- {intent: greet, examples: "- hello\\n- moi"}
- {intent: thanks, examples: "- thanks\\n- kiitos"}
- {intent: track_case, examples: "- my case\\n- asiani"}
"""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("graph")
    (folder / "config.yml").write_text(PIPELINE, encoding="utf-8")
    (folder / "nlu.yml").write_text(LINES, encoding="utf-8")
    files = [str(folder / "nlu.yml"), str(ROOT / "data" / "rules")]
    made = train(str(ROOT / "domain.yml"), str(folder / "config.yml"), files, output=str(folder), fixed_model_name="g")
    assert made.model is not None
    return str(made.model)


@pytest.fixture(scope="module")
def usual(model: str) -> Agent:
    return asyncio.run(load_agent(model_path=model))


@pytest.fixture(scope="module")
def quick(model: str) -> Agent:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rasa.core.processor, "DaskGraphRunner", DaskGraphRunner)  # what it is again afterwards
        run_straight()
        agent = asyncio.run(load_agent(model_path=model))
    index_rules(agent)
    return agent


def policy(agent: Agent) -> RulePolicy:
    assert agent.processor is not None
    nodes = agent.processor.graph_runner._instantiated_nodes.values()
    return next(node._component for node in nodes if isinstance(node._component, RulePolicy))


def decisions(agent: Agent, intent: str, *before: str) -> list[str | None]:
    """The actions that the rules choose after a message of this intent, to the listening that ends the turn; ``before``
    are the intents of earlier turns."""
    assert agent.domain is not None
    tracker = DialogueStateTracker.from_events("d", [ActionExecuted("action_listen")], agent.domain.slots)
    for earlier in before:
        tracker.update(UserUttered("…", intent={"name": earlier, "confidence": 1.0}), agent.domain)
        tracker.update(ActionExecuted(f"action_{earlier}"), agent.domain)
        tracker.update(ActionExecuted("action_listen"), agent.domain)
    tracker.update(UserUttered("…", intent={"name": intent, "confidence": 1.0}), agent.domain)
    chosen: list[str | None] = []
    while len(chosen) < 6 and (not chosen or chosen[-1] not in ("action_listen", None)):
        prediction, _ = policy(agent)._predict(tracker, agent.domain)
        best = prediction.max_confidence_index
        chosen.append(agent.domain.action_names_or_texts[best] if prediction.max_confidence else None)
        tracker.update(ActionExecuted(str(chosen[-1])), agent.domain)
    return chosen


def test_every_intent_leads_to_the_same_actions(usual: Agent, quick: Agent) -> None:
    assert usual.domain is not None
    intents = [*usual.domain.intents, "unheard_of"]
    expected = {intent: decisions(usual, intent) for intent in intents}
    assert sum(len(actions) > 1 for actions in expected.values()) > 40
    assert {intent: decisions(quick, intent) for intent in intents} == expected


def test_and_so_it_does_after_other_turns(usual: Agent, quick: Agent) -> None:
    assert usual.domain is not None
    # What goes before is left out only where every rule is about one turn; then it is what this test is about.
    assert policy(quick)._find_action_from_rules.__self__._of_turns
    for intent in [*usual.domain.intents, "unheard_of"]:
        expected = decisions(usual, intent, "greet", "thanks")
        assert decisions(quick, intent, "greet", "thanks") == expected, intent


def test_a_message_is_understood_the_same(usual: Agent, quick: Agent) -> None:
    assert isinstance(quick.processor.graph_runner, StraightRunner)
    assert not isinstance(usual.processor.graph_runner, StraightRunner)

    async def parsed(agent: Agent, text: str) -> dict[str, Any]:
        assert agent.processor is not None
        parse_data: dict[str, Any] = await agent.processor.parse_message(
            UserMessage(text, sender_id="s", message_id="m")
        )
        return parse_data

    for text in ("hello", "kiitos", "my case", "nothing of that"):
        assert asyncio.run(parsed(quick, text)) == asyncio.run(parsed(usual, text))


def test_an_input_that_has_a_nodes_name_is_refused(quick: Agent) -> None:
    assert quick.processor is not None
    runner = quick.processor.graph_runner
    name = next(iter(runner._graph_schema.nodes))
    with pytest.raises(GraphRunError, match=name):
        runner.run(inputs={name: None})
