"""A thousand requests come in a few looks at the database and well within a second."""

from __future__ import annotations

import dataclasses
import time
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from desk.cases import public
from desk.cases.models import Case, Clock
from tests.open311.conftest import Make


def copies(reference: str, number: int) -> None:
    """Many cases like one, with their clocks."""
    model = Case.objects.get(reference=reference)
    fields = {
        field.attname: getattr(model, field.attname) for field in Case._meta.concrete_fields if field.attname != "id"
    }
    clock = Clock.objects.get(case=model)
    rows = Case.objects.bulk_create(
        Case(**{**fields, "reference": f"K{at:08d}", "code_hash": f"{at:064d}", "draft_key": f"{at:032x}"})
        for at in range(number)
    )
    Clock.objects.bulk_create(
        Clock(
            case=Case(pk=row.pk),
            run=clock.run,
            rule=clock.rule,
            started_at=clock.started_at,
            acknowledge_due=clock.acknowledge_due,
            decide_due=clock.decide_due,
        )
        for row in Case.objects.filter(reference__in=[row.reference for row in rows])
    )


def asked(form: str, **params: Any) -> tuple[int, int, float]:
    """(rows, queries, seconds of the processor: a busy machine is no slow program)"""
    client = Client(SERVER_NAME="localhost")
    begun = time.process_time()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(f"/open311/v2/requests.{form}", params)
    assert answer.status_code == 200
    rows = answer.content.count(b"<request>") if form == "xml" else len(answer.json())
    return rows, len(queries), time.process_time() - begun


def test_a_thousand_rows_take_no_more_looks_than_one(make: Make) -> None:
    reference = make()
    one = asked("json")
    assert one[0] == 1
    copies(reference, 1500)
    for form in ("json", "xml"):
        rows, queries, seconds = asked(form)
        assert rows == 1000
        assert queries <= one[1] + 1  # the total, which one page alone does not need
        assert seconds < 1, seconds
    assert asked("json", page="2")[0] == 501


def test_a_public_case_holds_no_word_of_the_person() -> None:
    fields = {field.name for field in dataclasses.fields(public.PublicCase)}
    assert not fields & {"text_original", "contact", "evidence", "remedy", "anonymous", "code_mask", "place"}
