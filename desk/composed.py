"""Queries that come with every message, composed once: Django takes longer to compose one than a database to answer it.

    @composed
    def waiting(conversation: Given) -> Any:
        return Inbound.objects.filter(conversation=conversation, state="stored").order_by("seq")

    waiting(17)  # [<Inbound>, …]

The function is called once, with a `Given` in place of each positional argument; what it returns (a queryset, or a
`Changed`) is turned into SQL, which every further call runs with its own values. A set stands for the values of an
``__in``. Keyword arguments are part of the query itself: each other value of theirs is composed anew. Kept for each
thread, as what Django composes belongs to a thread's connection.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import enum
import functools
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.models import Expression, Model, QuerySet
from django.db.models.query import ModelIterable, get_related_populators
from django.db.models.sql import UpdateQuery

from desk.sqlite.base import DatabaseWrapper

_kept = threading.local()


@dataclasses.dataclass(frozen=True)
class _Slot:
    """A place for a value: of the argument at ``position``, where that is a set its ``item``."""

    position: int
    item: int | None = None


class Given(Expression):
    """Stands for a value that each call brings."""

    def __init__(self, slot: _Slot) -> None:
        super().__init__()
        self.slot = slot

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", [self.slot]


GivenSet = Any
"""Stands for the values of an ``__in``: a list of `Given`, which Django's types know nothing of."""


class Changed:
    """Stands for an UPDATE of the rows of a queryset; the call returns how many there were."""

    def __init__(self, rows: QuerySet[Any], **values: Any) -> None:
        self.rows, self.values = rows, values


@dataclasses.dataclass(frozen=True)
class _Statement:
    """``sql`` with its parameters, `_Slot` or fixed; ``read`` makes results of rows, None for an UPDATE."""

    sql: str
    parameters: tuple[Any, ...]
    read: Callable[[Sequence[Sequence[Any]]], list[Any]] | None

    def run(self, values: Sequence[Any]) -> Any:
        filled = [_adapted(_value(values, one)) if isinstance(one, _Slot) else one for one in self.parameters]
        with _executed(self.sql, filled) as cursor:
            return cursor.rowcount if self.read is None else self.read(cursor.fetchall())


def composed(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function's query, run with the values of each call: a list of models (or of tuples), or a number of rows."""

    @functools.wraps(function)
    def run(*values: Any, **fixed: Any) -> Any:
        padded = [_padded(value) if isinstance(value, set | frozenset) else value for value in values]
        shape = tuple(len(value) if isinstance(value, tuple) else None for value in padded)
        key = (function, shape, tuple(fixed.items()))
        statements: dict[Any, _Statement | None] = _kept.__dict__.setdefault("statements", {})
        if key not in statements:
            statements[key] = _composed(function, shape, fixed)
        statement = statements[key]
        if statement is None:
            return []
        return statement.run(padded)

    return run


def _padded(values: set[Any] | frozenset[Any]) -> tuple[Any, ...]:
    """The values, the last repeated up to the next power of two: so few lengths are ever composed."""
    found = tuple(values)
    size = 1 << (len(found) - 1).bit_length() if found else 0
    return found + found[-1:] * (size - len(found))


def _composed(function: Callable[..., Any], shape: Sequence[int | None], fixed: dict[str, Any]) -> _Statement | None:
    """None where the query can find nothing, whatever the values."""
    given = [
        Given(_Slot(position)) if length is None else [Given(_Slot(position, item)) for item in range(length)]
        for position, length in enumerate(shape)
    ]
    wanted = function(*given, **fixed)
    if isinstance(wanted, Changed):
        query: Any = wanted.rows.query.chain(UpdateQuery)
        query.add_update_values(wanted.values)
        sql, parameters = query.get_compiler(connection.alias).as_sql()
        return _Statement(sql, tuple(parameters), None)
    compiler = wanted.query.get_compiler(connection.alias)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return None
    return _Statement(sql, tuple(parameters), _reader(wanted, compiler))


def _reader(wanted: QuerySet[Any], compiler: Any) -> Callable[[Sequence[Sequence[Any]]], list[Any]]:
    """As `django.db.models.query.ModelIterable` reads rows, with all that depends on the query alone found once."""
    converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])

    def converted(rows: Sequence[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        return compiler.apply_converters(rows, converters) if converters else iter(rows)

    if not issubclass(wanted._iterable_class, ModelIterable):
        return lambda rows: [tuple(row) for row in converted(rows)]
    info = compiler.klass_info
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:last]]
    related = get_related_populators(info, compiler.select, connection.alias)

    def models(rows: Sequence[Sequence[Any]]) -> list[Any]:
        found = []
        for row in converted(rows):
            one = info["model"].from_db(connection.alias, names, row[first:last])
            for populator in related:
                populator.populate(row, one)
            found.append(one)
        return found

    return models


@contextlib.contextmanager
def _executed(sql: str, values: Sequence[Any]) -> Iterator[Any]:
    """A cursor that has carried the statement out; on SQLite the driver's own, which takes a third of the time.

    Where statements are looked at (`django.test`, the debug toolbar), it is Django's. Raises `DatabaseError`.
    """
    present = connections[DEFAULT_DB_ALIAS]
    if not isinstance(present, DatabaseWrapper) or present.queries_logged or present.execute_wrappers:
        with present.cursor() as cursor:
            cursor.execute(sql, values)
            yield cursor
        return
    present.ensure_connection()
    present.validate_no_broken_transaction()
    with present.turn_of(sql), present.wrap_database_errors:
        yield present.connection.execute(_with_marks(sql), values)


@functools.lru_cache(maxsize=512)
def _with_marks(sql: str) -> str:
    """As SQLite's driver writes places for values."""
    return sql.replace("%s", "?").replace("%%", "%")


def _value(values: Sequence[Any], slot: _Slot) -> Any:
    value = values[slot.position]
    return value if slot.item is None else value[slot.item]


def _adapted(value: Any) -> Any:
    """A value as the database's driver takes it."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, dict | list):
        return connection.ops.adapt_json_value(value, None)
    return value


def insert(rows: Sequence[Model]) -> None:
    """Store new rows of one model and set their keys. Raises `django.db.IntegrityError`."""
    if not rows:
        return
    fields, sql = _insertion(type(rows[0]), len(rows))
    with _executed(sql, _stored(rows, fields)) as cursor:
        keys = cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=True):
        _is_stored(row, key)


def insert_unless_there(row: Model) -> bool:
    """Store a new row and set its key; False, and nothing done, where a unique field of its is taken."""
    fields, sql = _insertion(type(row), 1, unless_there=True)
    with _executed(sql, _stored([row], fields)) as cursor:
        keys = cursor.fetchall()
    for (key,) in keys:
        _is_stored(row, key)
    return bool(keys)


def _stored(rows: Sequence[Model], fields: Sequence[Any]) -> list[Any]:
    return [
        field.get_db_prep_save(field.pre_save(row, add=True), connection=connection) for row in rows for field in fields
    ]


def _is_stored(row: Model, key: Any) -> None:
    row.pk = key
    row._state.adding, row._state.db = False, connection.alias


def save(row: Model, fields: Sequence[str]) -> None:
    """As ``row.save(update_fields=fields)`` without signals. Raises `django.db.DatabaseError` where the row is gone."""
    if not save_where(row, fields):
        raise DatabaseError(f"{type(row).__name__} {row.pk} is gone: nothing was saved.")


def save_where(row: Model, fields: Sequence[str], **seen: int | str) -> bool:
    """Like `save`; False, and nothing done, where the row is gone or not as it was ``seen`` (fields and values)."""
    columns, sql = _saving(type(row), tuple(fields), tuple(seen))
    values = [field.get_db_prep_save(field.pre_save(row, add=False), connection=connection) for field in columns]
    with _executed(sql, [*values, row.pk, *seen.values()]) as cursor:
        return bool(cursor.rowcount)


@functools.lru_cache(maxsize=64)
def _saving(model: type[Model], names: tuple[str, ...], seen: tuple[str, ...]) -> tuple[tuple[Any, ...], str]:
    """The fields of these names, and the SQL that changes them in one row that has this key and these values."""
    options, quote = model._meta, connection.ops.quote_name
    fields: tuple[Any, ...] = tuple(options.get_field(name) for name in names)
    changed = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    known = [str(options.pk.column), *(str(options.get_field(name).column) for name in seen)]  # type: ignore[union-attr]
    where = " AND ".join(f"{quote(column)} = %s" for column in known)
    return fields, f"UPDATE {quote(options.db_table)} SET {changed} WHERE {where}"


@functools.lru_cache(maxsize=64)
def _insertion(model: type[Model], count: int, *, unless_there: bool = False) -> tuple[tuple[Any, ...], str]:
    """The fields of a model but for a key that the database makes, and the SQL that stores so many rows.

    Needs SQLite 3.35 or PostgreSQL.
    """
    options = model._meta
    fields = tuple(field for field in options.concrete_fields if field is not options.auto_field)
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * count)
    key = quote(str(options.pk.column))
    conflict = " ON CONFLICT DO NOTHING" if unless_there else ""
    return fields, f"INSERT INTO {quote(options.db_table)} ({names}) VALUES {places}{conflict} RETURNING {key}"
