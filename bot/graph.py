"""Rasa's prediction graph, run without the scheduler that is made for training, and its rules without a look at all.

Both give what Rasa's own give; they only cost less: of a turn's own time (the encoders left out) some two fifths.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import Any

import rasa.core.processor
from rasa.core.agent import Agent
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT, TEXT

State = dict[str, Any]
_Sign = tuple[str | None, str | None]
_Found = tuple[str | None, str | None, bool]


@dataclasses.dataclass(frozen=True)
class _Step:
    name: str
    node: GraphNode
    needs: tuple[str, ...]


class StraightRunner(DaskGraphRunner):  # type: ignore[misc]
    """Runs each node after those that it needs, in this thread; the order is worked out once for each target."""

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """See `rasa.engine.runner.interface.GraphRunner.run`. Raises `GraphRunError`."""
        wanted = tuple(targets or self._graph_schema.target_names)
        known = {name: (name, value) for name, value in (inputs or {}).items()}
        clash = next((name for name in known if name in self._graph_schema.nodes), None)
        if clash is not None:
            raise GraphRunError(f"The input {clash!r} has the name of a node of the graph: give it another.")
        try:
            for step in self._steps(wanted):
                known[step.name] = step.node(*(known.get(need, need) for need in step.needs))
        except RuntimeError as error:
            raise GraphRunError("Error running the graph.") from error
        return dict(known[name] for name in wanted)

    def _steps(self, targets: tuple[str, ...]) -> tuple[_Step, ...]:
        plans: dict[tuple[str, ...], tuple[_Step, ...]] = self.__dict__.setdefault("_plans", {})
        if targets not in plans:
            plans[targets] = self._planned(targets)
        return plans[targets]

    def _planned(self, targets: tuple[str, ...]) -> tuple[_Step, ...]:
        nodes = self._graph_schema.nodes
        steps: dict[str, _Step] = {}

        def add(name: str) -> None:
            if name not in nodes or name in steps:
                return
            needs = tuple(nodes[name].needs.values())
            for need in needs:
                add(need)
            steps[name] = _Step(name, self._instantiated_nodes[name], needs)

        for name in targets:
            add(name)
        return tuple(steps.values())


class _Rules:
    """The rules of one policy by what their last state asks for: an intent and the action before, or neither."""

    def __init__(self, policy: RulePolicy, domain: Domain) -> None:
        self._possible = policy._get_possible_keys
        self._find = policy._find_action_from_rules
        self._rules: dict[str, str] = policy.lookup[RULES]
        self._by_sign: dict[_Sign, dict[str, str]] = defaultdict(dict)
        states = {key: policy._rule_key_to_state(key) for key in self._rules}
        for key, own in states.items():
            self._by_sign[_sign(own[-1])][key] = self._rules[key]
        self._of_intents = not policy.lookup[RULES_FOR_LOOP_UNHAPPY_PATH] and not any(
            TEXT in (state.get(USER) or {}) for own in states.values() for state in own
        )
        featurized = any(slot.has_features() for slot in domain.slots)
        self._of_turns = not featurized and not domain.form_names and all(_of_one_turn(own) for own in states.values())

    def possible(self, lookup: dict[str, str], states: list[State]) -> set[str]:
        """`RulePolicy._get_possible_keys`, looking only at rules whose last state can fit."""
        if lookup is not self._rules or not states:
            return set(self._possible(lookup, states))
        intent, action = _sign(states[-1])
        near: dict[str, str] = {}
        for sign in {(intent, action), (None, action), (intent, None), (None, None)}:
            near.update(self._by_sign.get(sign, {}))
        return set(self._possible(near, states))

    def find(self, tracker: Any, domain: Any, use_text_for_last_user_input: bool) -> _Found:
        """`RulePolicy._find_action_from_rules`; where no rule is about a message's words, none is sought by them."""
        if use_text_for_last_user_input and self._of_intents:
            return None, None, False
        recent = _last_turn(tracker) if self._of_turns else tracker
        found: _Found = self._find(recent, domain, use_text_for_last_user_input)
        return found


def _of_one_turn(states: list[State]) -> bool:
    """Whether a rule's states all follow one message, so that nothing before it matters."""
    begins = (states[0].get(PREVIOUS_ACTION) or {}).get(ACTION_NAME) == ACTION_LISTEN_NAME
    return begins and all(state.get(USER) == states[0].get(USER) for state in states)


def _last_turn(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """What happened since the assistant listened last: Rasa would make states of the whole session for each action."""
    events = list(tracker.events)
    said = next((n for n in range(len(events) - 1, -1, -1) if isinstance(events[n], UserUttered)), None)
    if said is None:
        return tracker
    listened = next((n for n in range(said, -1, -1) if isinstance(events[n], ActionExecuted)), 0)
    recent = tracker.init_copy()
    for event in events[listened:]:
        recent.update(event)
    return recent


def _sign(state: State) -> _Sign:
    intent = (state.get(USER) or {}).get(INTENT)
    action = (state.get(PREVIOUS_ACTION) or {}).get(ACTION_NAME)
    return intent or None, action or None


def run_straight() -> None:
    """Models loaded from now on in this process are run by `StraightRunner`."""
    rasa.core.processor.DaskGraphRunner = StraightRunner


def index_rules(agent: Agent) -> None:
    """Let a loaded agent's rule policies look at fewer rules."""
    assert agent.processor is not None
    if not agent.domain.is_empty():
        # Asked for every prediction, and found out each time by making an empty domain.
        agent.domain.is_empty = agent.processor.domain.is_empty = lambda: False
    for node in agent.processor.graph_runner._instantiated_nodes.values():
        policy = getattr(node, "_component", None)
        if isinstance(policy, RulePolicy):
            rules = _Rules(policy, agent.domain)
            policy._get_possible_keys = rules.possible
            policy._find_action_from_rules = rules.find
