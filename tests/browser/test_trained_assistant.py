"""A question and what follows it, in each launch language, in a browser at the whole counter with its trained model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.running.conftest import Counter, running

from .chat import Chat

pytestmark = pytest.mark.browser

PATIENCE = 30_000

# Language, a question about the library card, its name and one word of its steps, "and what does it cost?", the price.
TALKS = (
    ("en", "How do I get a library card?", "Library card", "identity card", "and how much is it?", "free"),
    ("fi", "Miten saan kirjastokortin?", "Kirjastokortti", "henkilö", "entä paljonko se maksaa?", "maksuton"),
    ("sv", "Hur får jag ett bibliotekskort?", "Bibliotekskort", "identitetskort", "och vad kostar det?", "avgiftsfri"),
    (
        "de",
        "Wie bekomme ich einen Bibliotheksausweis?",
        "Bibliotheksausweis",
        "Ausweis",
        "und was kostet das?",
        "kostenlos",
    ),
    (
        "fr",
        "Comment obtenir une carte de bibliothèque ?",
        "Carte de bibliothèque",
        "identité",
        "et ça coûte combien ?",
        "gratuit",
    ),
    ("es", "¿Cómo consigo el carné de biblioteca?", "Carné de biblioteca", "documento", "¿y cuánto cuesta?", "gratis"),
    ("ar", "كيف أحصل على بطاقة المكتبة؟", "بطاقة المكتبة", "هويتك", "وكم تكلف؟", "مجان"),
    ("uk", "Як отримати читацький квиток?", "Читацький квиток", "документ", "а скільки це коштує?", "безкоштовн"),
)


@pytest.fixture(scope="module")
def town(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """A counter that runs, with the demo's services."""
    with running(prepared, tmp_path_factory.mktemp("town") / "var") as found:
        yield found


@pytest.mark.parametrize(("language", "question", "name", "step", "follow_up", "price"), TALKS)
def test_a_service_is_asked_about_and_what_it_costs(
    page: Page, town: Counter, language: str, question: str, name: str, step: str, follow_up: str, price: str
) -> None:
    page.goto(town.web)
    chat = Chat(page)
    chat.open()
    chat.ask(question, name, within=PATIENCE)
    expect(chat.answers.last).to_have_attribute("lang", language)
    expect(chat.answers.last).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    assert step.casefold() in chat.texts()[-1].casefold(), chat.texts()
    chat.ask(follow_up, re.compile(price, re.IGNORECASE), within=PATIENCE)
    assert name.casefold() in chat.texts()[-1].casefold(), chat.texts()
