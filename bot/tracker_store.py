"""Where Rasa keeps conversations: its SQL store, made quick enough to be asked once a turn.

On SQLite: write-ahead log and one connection. A tracker just saved is kept in memory and used again if the database
holds nothing newer, so several assistants may share one PostgreSQL.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.pool import StaticPool

from bot.settings import Settings, current

KEPT = 256
_MARK = re.compile(r":(\w+)")
_READ = "SELECT id, data FROM events WHERE sender_id = :sender_id ORDER BY id"
_LAST = "SELECT max(id) FROM events WHERE sender_id = :sender_id"
_COUNT = "SELECT count(*) FROM events WHERE sender_id = :sender_id"
_WRITE = (
    "INSERT INTO events (sender_id, type_name, timestamp, intent_name, action_name, data)"
    " VALUES (:sender_id, :type_name, :timestamp, :intent_name, :action_name, :data)"
)


def _engine(settings: Settings) -> sa.engine.Engine:
    if settings.database_url:
        url = settings.database_url.replace("postgres://", "postgresql://", 1)
        return sa.create_engine(url, pool_pre_ping=True)
    settings.tracker_database.parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        f"sqlite:///{settings.tracker_database}",
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "timeout": 20},
    )

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    return engine


class LoketTrackerStore(SQLTrackerStore):
    """Rasa's events table over `bot.settings`; `forget` erases a conversation."""

    def __init__(self, domain: Domain | None = None, event_broker: EventBroker | None = None, **_: Any) -> None:
        super(SQLTrackerStore, self).__init__(domain, event_broker)
        self.engine = _engine(current())
        self.Base.metadata.create_all(self.engine)
        self.sessionmaker = sa.orm.session.sessionmaker(bind=self.engine)
        self._kept: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        self._own = ""

    @contextlib.contextmanager
    def alone_with(self, sender_id: str) -> Iterator[None]:
        """As long as this lasts nobody else writes what this sender does: what is kept of it is not looked up again."""
        self._own = sender_id
        try:
            yield
        finally:
            self._own = ""

    async def _retrieve(self, sender_id: str, fetch_events_from_all_sessions: bool) -> DialogueStateTracker | None:
        # A sender id carries our own session number, so all of its events are one session.
        kept = self._kept.pop(sender_id, None)
        if kept is not None and self._own == sender_id:
            return kept
        with self.engine.connect() as connection:
            if kept is not None and kept.stored_last == self._last_id(connection, sender_id):
                return kept
            rows = self._run(connection, _READ, sender_id=sender_id).all()
        if not rows or self.domain is None:
            return None
        parsed = (Event.from_parameters(json.loads(data)) for _, data in rows)
        found = [event for event in parsed if event is not None]
        tracker = DialogueStateTracker.from_events(sender_id, found, self.domain.slots)
        tracker.stored_events, tracker.stored_last = len(tracker.events), rows[-1][0]
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the events that are new; raises sqlalchemy.exc.SQLAlchemyError where the database refuses."""
        await self.stream_events(tracker)
        stored = getattr(tracker, "stored_events", None)
        fresh = list(tracker.events)[self._count(tracker.sender_id) if stored is None else stored :]
        if fresh or stored is None:
            rows = [self._row(tracker.sender_id, event) for event in fresh]
            with self.engine.begin() as connection:
                if rows:
                    connection.exec_driver_sql(_marked(connection, _WRITE), rows)
                tracker.stored_last = self._last_id(connection, tracker.sender_id)
        tracker.stored_events = len(tracker.events)
        self.keep(tracker)

    def keep(self, tracker: DialogueStateTracker) -> None:
        """Keep a tracker that holds no more than what is stored: whoever retrieves it may change it."""
        self._kept[tracker.sender_id] = tracker
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def _run(self, connection: sa.engine.Connection, statement: str, **values: Any) -> Any:
        return connection.exec_driver_sql(_marked(connection, statement), values)

    def _last_id(self, connection: sa.engine.Connection, sender_id: str) -> int:
        return int(self._run(connection, _LAST, sender_id=sender_id).scalar() or 0)

    @staticmethod
    def _row(sender_id: str, event: Event) -> dict[str, Any]:
        data = event.as_dict()
        return {
            "sender_id": sender_id,
            "type_name": event.type_name,
            "timestamp": event.timestamp,
            "intent_name": (data.get("parse_data") or {}).get("intent", {}).get("name"),
            "action_name": data.get("name"),
            "data": json.dumps(data, ensure_ascii=False),
        }

    def _count(self, sender_id: str) -> int:
        with self.engine.connect() as connection:
            return int(self._run(connection, _COUNT, sender_id=sender_id).scalar() or 0)

    def forget(self, conversation: str) -> int:
        """Erase every session of a conversation; returns the number of events erased."""
        table = self.SQLEvent.__table__
        for sender_id in [key for key in self._kept if key.startswith(f"{conversation}.")]:
            del self._kept[sender_id]
        pattern = conversation.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        where = table.c.sender_id.like(f"{pattern}.%", escape="\\")
        with self.engine.begin() as connection:
            return int(connection.execute(table.delete().where(where)).rowcount)


def _marked(connection: sa.engine.Connection, statement: str) -> str:
    """A statement as the driver takes it: SQLAlchemy's own building of one costs ten times the query."""
    return _MARK.sub(r"%(\1)s", statement) if connection.dialect.paramstyle == "pyformat" else statement
