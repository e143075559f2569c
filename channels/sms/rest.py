"""What is left of an answer that was too long for one message: said when the person writes MORE."""

from __future__ import annotations

import dataclasses

from channels.sms import choices
from channels.sms.rendering import plain
from channels.sms.segments import pages
from channels.system_texts import say
from desk.messages.models import Outbound


@dataclasses.dataclass(frozen=True)
class Rest:
    text: str
    language: str


def of(conversation: int) -> Rest | None:
    """The rest of what was said last, or None where all of it was sent."""
    last = Outbound.objects.filter(conversation=conversation).order_by("-seq").first()
    if last is None:
        return None
    # An answer of several messages may have been cut in each of them.
    rows = list(Outbound.objects.filter(turn=last.turn, state=Outbound.State.SENT).order_by("ordinal"))
    remaining = [text for row in rows if (text := _of(row))]
    return Rest("\n".join(remaining), last.language) if remaining else None


def _of(row: Outbound) -> str:
    if row.case is not None:
        # It holds a tracking code, and was sent whole.
        return ""
    said = plain(row.text, row.card, choices.lines_of(row.pk))
    hint = say("sms-more-hint", row.language)
    _, *unsent = pages(said, hint)
    return "\n".join(page.removesuffix(f"\n{hint}") for page in unsent)
