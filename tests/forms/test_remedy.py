"""What a person wants done is read from their own words, and not asked again."""

from __future__ import annotations

import pytest

from bot.forms.remedy import find_remedy

_DEMANDS = [
    ("The fee came twice. Please cancel it.", "Please cancel it."),
    ("The man at the desk shouted. I expect an apology.", "I expect an apology."),
    ("Lasku tuli kahdesti. Vaadin rahat takaisin.", "Vaadin rahat takaisin."),
    ("Räkningen kom två gånger. Jag kräver pengarna tillbaka!", "Jag kräver pengarna tillbaka!"),
    ("Es ist jede Nacht laut. Bitte sorgen Sie für Ruhe.", "Bitte sorgen Sie für Ruhe."),
    ("La facture est fausse. Annulez-la.", "Annulez-la."),
    ("Me cobraron dos veces. Exijo que me devuelvan el dinero.", "Exijo que me devuelvan el dinero."),
    ("وصلتني الفاتورة مرتين. أطالب بإلغائها", "أطالب بإلغائها"),
    ("Рахунок прийшов двічі. Вимагаю скасувати!", "Вимагаю скасувати!"),
]
_DEMANDS_BESIDE_THE_KIND = [
    "I want to complain about the driver, and I want an apology",
    "I want to complain about the driver who shut the door in my face and drove off, and I want an apology for it",
    "Ich möchte mich beschweren und ich verlange eine Entschuldigung",
]
_NO_DEMANDS = [
    "We stood there for an hour and nobody came.",
    "I want to complain about the library",
    "Haluan valittaa kirjastosta",
    "Jag vill klaga på bussen",
    "Ich möchte mich über den Bus beschweren",
    "Je veux me plaindre du bus",
    "Quiero quejarme del autobús",
    "Хочу поскаржитися на автобус",
    "I want to file a complaint: the driver shut the door in my face and went off although I had knocked at it twice",
    "أريد تقديم شكوى: سائق الحافلة رقم ٥ أغلق الباب في وجهي أمس عند المحطة ولم يتوقف رغم أنني طرقت الباب مرتين",
    "Ich möchte mich beschweren, weil der Fahrer mir gestern an der Haltestelle die Tür vor der Nase zugemacht hat",
    "Je voudrais faire une réclamation parce que le chauffeur du bus 5 m'a fermé la porte au nez hier soir à la gare",
    "Quiero presentar una queja porque el conductor del autobús me cerró la puerta ayer en la parada y se marchó",
]


@pytest.mark.parametrize(("text", "demand"), [*_DEMANDS, *((text, text) for text in _DEMANDS_BESIDE_THE_KIND)])
def test_the_sentence_that_demands_is_found_as_written(text: str, demand: str) -> None:
    assert find_remedy(text) == demand


@pytest.mark.parametrize("text", _NO_DEMANDS)
def test_a_story_and_the_wish_to_complain_are_no_demand(text: str) -> None:
    assert find_remedy(text) is None
