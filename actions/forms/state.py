"""The form that is open in a conversation: which draft, what is asked, and what that may be answered with."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from actions.base import Asked, Context
from desk.cases import drafts
from desk.cases.drafts import DraftView
from desk.cases.kinds import Field
from desk.composed import Given, composed
from desk.messages.models import Conversation

# What is asked besides a draft's own fields.
GROUP, PLACE, ATTRIBUTE, SIMILAR, SUMMARY, CHANGE, RESUME = (
    "group",
    "place",
    "attribute",
    "similar",
    "summary",
    "change",
    "resume",
)

Options = tuple[tuple[str, str], ...]


@dataclasses.dataclass(frozen=True)
class Sender:
    """Who writes, as rows of the desk; None for a conversation that the desk does not hold (the command line)."""

    person: int | None
    conversation: int | None


@composed
def _sender(conversation: Given) -> Any:
    return Conversation.objects.filter(public_id=conversation).values_list("person_id", "pk")


def sender(asked: Asked) -> Sender:
    rows = _sender(asked.turn.conversation)
    return Sender(*rows[0]) if rows else Sender(None, None)


def open_draft(asked: Asked) -> DraftView | None:
    """The draft of the form that is open; None where none is, or where it is kept no longer."""
    draft = str(asked.context.form.get("draft") or "")
    return drafts.get(draft, asked.now()) if draft else None


def kept_drafts(asked: Asked) -> list[DraftView]:
    """The drafts that this person may go on with, newest first."""
    person = sender(asked).person
    found = drafts.of_person(person, asked.now()) if person is not None else []
    known = {view.id for view in found}
    kept = drafts.get(asked.context.kept, asked.now()) if asked.context.kept not in ("", *known) else None
    return [*found, *([kept] if kept else [])]


def with_form(context: Context, view: DraftView, asking: str, options: Options = ()) -> Context:
    """The context while ``asking`` is to be answered."""
    form = {
        "draft": view.id,
        "asking": asking,
        "kind": view.kind,
        "category": view.category or None,
        "filled": filled(view),
        **{name: context.form[name] for name in ("similar", "privacy") if context.form.get(name)},
    }
    return dataclasses.replace(context, form=form, options=tuple(options), expect="", kept="", choices=(), offer="")


def without_form(context: Context, kept: str = "") -> Context:
    return dataclasses.replace(context, form={}, options=(), expect="", kept=kept)


def marked(context: Context, name: str) -> Context:
    """The context noting that something was told once in this form (``similar``, ``privacy``)."""
    return dataclasses.replace(context, form={**context.form, name: True})


def filled(view: DraftView) -> list[str]:
    """The fields that the draft holds, in the order in which a form asks."""
    order: Sequence[str] = [field.value for field in Field if field is not Field.KIND]
    return [name for name in order if name in view.answers]
