"""Categories and streets come from files, whole in eight languages, and are found from a citizen's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.main import main
from bot.settings import LAUNCH_LANGUAGES, ROOT
from desk.cases import categories, importing, streets
from desk.cases.models import Category, Street

TOWN = ROOT / "data" / "town"
LINES = [
    ("en", "there's a massive hole in the road by the church", "road-damage"),
    ("en", "the lamp in front of my house has been out for two weeks", "street-lighting"),
    ("fi", "lamppu ei pala kotikadullani", "street-lighting"),
    ("sv", "någon har sprejat graffiti på stationen", "graffiti"),
    ("de", "die Biotonne ist wieder nicht geleert worden", "waste-collection"),
    ("fr", "il y a des rats dans la cour", "animals"),
    ("es", "el semáforo de mi calle no funciona", "traffic-signs"),
    ("ar", "المصباح في شارعي مطفأ", "street-lighting"),
    ("uk", "на нашій вулиці не горить ліхтар", "street-lighting"),
    ("en", "my son is being bullied by his classmates", "schools-daycare"),
]


@pytest.fixture
def town(db: None) -> None:
    importing.import_categories(TOWN / "categories.yml")
    importing.import_streets(TOWN / "streets.csv")


def test_every_category_is_whole_in_every_language(town: None) -> None:
    rows = list(Category.objects.all())
    assert len(rows) >= 24 and len({row.group_id for row in rows}) == 8
    for row in rows:
        for language in LAUNCH_LANGUAGES:
            assert row.labels[language] and row.descriptions[language], (row.slug, language)
            assert len(set(row.phrases[language])) >= 8 and row.keywords[language], (row.slug, language)
            assert row.group.labels[language]


def test_importing_twice_changes_nothing_and_what_is_gone_is_retired(town: None, tmp_path: Path) -> None:
    number = Category.objects.count()
    assert importing.import_categories(TOWN / "categories.yml") == importing.Imported(0, 0, number, 0)
    path = tmp_path / "mine.yml"
    path.write_text(
        "groups: [{slug: streets, labels: {en: Streets}, categories: "
        "[{slug: road-damage, team: roads, labels: {en: Roads}, clocks: {complaint: {acknowledge: 1, decide: 3}}}]}]",
        encoding="utf-8",
    )
    assert importing.import_categories(path) == importing.Imported(0, 1, 0, number - 1)
    assert [row.slug for row in categories.active()] == ["road-damage"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("groups: []", "no groups with categories"),
        ("groups: [{slug: a, categories: [{slug: b, labels: {en: B}}]}]", "b: name the team"),
        ("groups: [{slug: a, categories: [{slug: b, team: t, labels: {en: B}, severity: awful}]}]", "b: 'AWFUL'"),
        (
            "groups: [{slug: a, categories: [{slug: b, team: t, labels: {en: B}, clocks: {complaint: {decide: 3}}}]}]",
            "acknowledge and decide",
        ),
        ("groups: [", "cannot read"),
    ],
)
def test_a_wrong_file_changes_nothing_and_names_what_to_mend(
    town: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    path = tmp_path / "wrong.yml"
    path.write_text(text, encoding="utf-8")
    number = Category.objects.filter(active=True).count()
    assert main(["categories", "import", str(path)]) == 1
    assert said in capsys.readouterr().err
    assert Category.objects.filter(active=True).count() == number


@pytest.mark.parametrize(("language", "text", "slug"), LINES)
def test_a_citizens_words_find_their_category(town: None, language: str, text: str, slug: str) -> None:
    found = categories.propose(text, language)
    assert len(found) <= 3 and slug in [one.slug for one in found]


def test_a_scorer_from_outside_can_turn_the_choice(town: None) -> None:
    text = "my matter is hard to put in words"
    found = categories.propose(text, "en", scorer=lambda text, language, slugs: {"housing": 1.0})
    assert found[0].slug == "housing"


def test_a_changed_category_is_proposed_at_once(town: None) -> None:
    assert "parking" not in [one.slug for one in categories.propose("kqxjwvz", "en")]
    row = Category.objects.get(slug="parking")
    row.keywords = {**row.keywords, "en": ["kqxjwvz"]}
    row.revision += 100
    row.save()
    assert categories.propose("kqxjwvz", "en")[0].slug == "parking"


@pytest.mark.parametrize(
    ("text", "street", "number"),
    [
        ("Torikatu 5", "Torikatu", "5"),
        ("the lamp on torikatu 12 B is out", "Torikatu", "12B"),
        ("lamppu Torikadulla ei pala", "Torikatu", ""),
        ("Torgatan 5", "Torikatu", "5"),
        ("Koulukatuu 7", "Koulukatu", "7"),
    ],
)
def test_a_street_is_found_in_spite_of_how_it_is_written(town: None, text: str, street: str, number: str) -> None:
    found = streets.find(text)
    assert found and (found[0].street, found[0].number) == (street, number)


def test_where_no_streets_are_loaded_any_text_is_taken(db: None) -> None:
    assert streets.find("Torikatu 5") == [] and not streets.loaded()


def test_streets_are_imported_from_the_shell_and_a_wrong_line_is_named(
    town: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["streets", "import", str(TOWN / "streets.csv")]) == 0
    assert f"{Street.objects.count()} unchanged" in capsys.readouterr().out
    path = tmp_path / "streets.csv"
    path.write_text("name,latitude\nTorikatu,60.1\nRantakatu,north\n", encoding="utf-8")
    assert main(["streets", "import", str(path)]) == 1
    assert "line 3" in capsys.readouterr().err and Street.objects.count() > 2
