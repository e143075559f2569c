"""An assistant with the real actions and rules, whose classifier is a short list of words.

Run as a process: ``python -m tests.messages.acting_assistant PORT FOLDER TOKEN``; it takes its turns as the stub does.
"""

from __future__ import annotations

import os
import sys
import zlib
from pathlib import Path
from typing import Any

import django
import uvicorn
from django.utils import timezone

from bot.folding import fold
from tests.messages.stub_assistant import application

_WORDS = {
    "yes": ("yes", "yes please", "kylla"),
    "no": ("no", "no thanks", "ei", "ei kiitos"),
    "file_service_request": ("street lamp", "katuvalo"),
    "file_complaint": ("bin", "roskis"),
}
_ALONE = ("yes", "no")


def intent_of(text: str) -> str:
    """What the classifier would find."""
    plain = fold(text).strip(" .!")
    for intent, words in _WORDS.items():
        if plain in words or (intent not in _ALONE and any(word in plain for word in words)):
            return intent
    return "choose_nth" if plain.isdigit() else "nlu_fallback"


def answer_to(body: dict[str, Any]) -> dict[str, Any]:
    """The answer of the actions to a turn."""
    from actions.base import Context
    from tests.actions.talk import Talk

    language = body["language"] or body["language_hint"] or "en"
    turns = zlib.crc32(body["turn"].encode())
    talk = Talk(timezone.now(), body["conversation"], language, body["channel"], turns)
    talk.context = Context.of(body["context"])
    if body["choice"]:
        talk.choose(body["text"], body["choice"]["intent"], dict(body["choice"]["entities"]))
    else:
        talk.say(body["text"], intent_of(body["text"]), codes=tuple(body.get("codes") or ()))
    return {
        "turn": body["turn"],
        "language": language,
        "danger": False,
        "intent": "",
        "context": talk.context.stored(),
        "messages": [
            {
                "text": message.text,
                "language": language,
                "buttons": [button.stored() for button in message.buttons],
                "case": message.case,
            }
            for message in talk.reply.messages
        ],
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels.settings")
    django.setup()
    from actions.forms import likeness

    likeness.be_quick()
    uvicorn.run(
        application(Path(sys.argv[2]), sys.argv[3], say=answer_to),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="error",
        lifespan="off",
        ws="none",
    )
