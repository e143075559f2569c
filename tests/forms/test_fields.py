"""A field of the form is changed by naming it."""

from __future__ import annotations

import pytest

from bot.forms.words import field_named

_FIELDS = [
    ("edit the photo", "evidence", ""),
    ("the time was wrong", "when", ""),
    ("can you change my email to maria@example.org", "contact", "maria@example.org"),
    ("wait, the street is Oak Road 4", "where", "Oak Road 4"),
    ("korjaa päivämäärä", "when", ""),
    ("haluan vaihtaa kuvan", "evidence", ""),
    ("sähköposti on väärin", "contact", ""),
    ("osoite pitäisi olla Asematie 2", "where", "Asematie 2"),
    ("ändra min e-post till anna@example.se", "contact", "anna@example.se"),
    ("tiden stämmer inte", "when", ""),
    ("jag vill byta bild", "evidence", ""),
    ("kategorin är fel", "category", ""),
    ("das Datum stimmt nicht", "when", ""),
    ("ändere das Foto", "evidence", ""),
    ("korrigiere meine E-Mail: karl@example.de", "contact", "karl@example.de"),
    ("die Kategorie ist falsch", "category", ""),
    ("la date est fausse", "when", ""),
    ("corrigez mon adresse mail", "contact", ""),
    ("changer la photo", "evidence", ""),
    ("la catégorie n'est pas bonne", "category", ""),
    ("la fecha está mal", "when", ""),
    ("corrige mi correo: elena@example.es", "contact", "elena@example.es"),
    ("cambiar la foto", "evidence", ""),
    ("la categoría no es correcta", "category", ""),
    ("غيروا الصورة", "evidence", ""),
    ("التاريخ غير صحيح", "when", ""),
    ("أريد تصحيح العنوان", "where", ""),
    ("الفئة خطأ", "category", ""),
    ("дата неправильна", "when", ""),
    ("змінити фото", "evidence", ""),
    ("виправте мій телефон", "contact", ""),
    ("категорія неправильна", "category", ""),
    ("change the place to Bulevardi 7", "where", "Bulevardi 7"),
    ("the place is wrong", "where", ""),
    ("no, the address is Torikatu 3", "where", "Torikatu 3"),
    ("my phone number is wrong", "contact", ""),
    ("Change place: Bulevardi 7", "where", "Bulevardi 7"),
    ("the date should be 12 May", "when", "12 May"),
    ("I want to change the category", "category", ""),
    ("muuta paikaksi Bulevardi 7", "where", "Bulevardi 7"),
    ("paikka on väärin", "where", ""),
    ("ei, osoite on Torikatu 3", "where", "Torikatu 3"),
    ("puhelinnumeroni on väärä", "contact", ""),
    ("vaihda aika: eilen", "when", "eilen"),
    ("haluan muuttaa luokkaa", "category", ""),
    ("ändra platsen till Storgatan 7", "where", "Storgatan 7"),
    ("platsen är fel", "where", ""),
    ("nej, adressen är Storgatan 3", "where", "Storgatan 3"),
    ("mitt telefonnummer är fel", "contact", ""),
    ("ändra datumet", "when", ""),
    ("ändern Sie den Ort auf Marktplatz 7", "where", "Marktplatz 7"),
    ("der Ort ist falsch", "where", ""),
    ("nein, die Adresse ist Hauptstr. 3", "where", "Hauptstr. 3"),
    ("meine Telefonnummer ist falsch", "contact", ""),
    ("ich möchte die Kategorie ändern", "category", ""),
    ("changez le lieu en 7 rue de la Gare", "where", "7 rue de la Gare"),
    ("l'adresse est fausse", "where", ""),
    ("non, l'adresse est rue Verte 3", "where", "rue Verte 3"),
    ("mon numéro de téléphone est faux", "contact", ""),
    ("je veux changer la date", "when", ""),
    ("cambia el lugar a Calle Mayor 7", "where", "Calle Mayor 7"),
    ("el lugar está mal", "where", ""),
    ("no, la dirección es Calle Mayor 3", "where", "Calle Mayor 3"),
    ("mi número de teléfono está mal", "contact", ""),
    ("quiero cambiar la fecha", "when", ""),
    ("غير المكان إلى شارع الملك 7", "where", "شارع الملك 7"),
    ("المكان خطأ", "where", ""),
    ("لا، العنوان هو شارع الورد 3", "where", "شارع الورد 3"),
    ("رقم هاتفي خطأ", "contact", ""),
    ("أريد تغيير التاريخ", "when", ""),
    ("змініть місце на вул. Шевченка 7", "where", "вул. Шевченка 7"),
    ("місце неправильне", "where", ""),
    ("ні, адреса вул. Нова 3", "where", "вул. Нова 3"),
    ("мій номер телефону неправильний", "contact", ""),
    ("хочу змінити дату", "when", ""),
]

_NO_FIELDS = [
    "it was on Monday not Sunday",
    "the place is dirty",
    "paikka on likainen",
    "platsen är smutsig",
    "der Ort ist schmutzig",
    "le lieu est sale",
    "el lugar está sucio",
    "المكان متسخ",
    "місце брудне",
    "valo on rikki",
    "No, the lamp is broken",
    "numero 5",
]


@pytest.mark.parametrize(("text", "field", "value"), _FIELDS)
def test_a_field_is_changed_by_naming_it(text: str, field: str, value: str) -> None:
    assert field_named(text) == (field, value)


@pytest.mark.parametrize("text", _NO_FIELDS)
def test_a_word_like_a_field_in_a_story_changes_nothing(text: str) -> None:
    assert field_named(text) is None
