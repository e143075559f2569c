"""Where Rasa keeps conversations: its SQL store, made quick enough to be asked once a turn.

On SQLite: write-ahead log and one connection. A tracker just saved is kept in memory and used again if the database
holds nothing newer, so several assistants may share one PostgreSQL.
"""

from __future__ import annotations

import json
from collections import OrderedDict
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
        self._kept: OrderedDict[str, tuple[int, DialogueStateTracker]] = OrderedDict()

    def _last_id(self, connection: sa.engine.Connection, sender_id: str) -> int:
        events = self.SQLEvent.__table__
        query = sa.select([sa.func.max(events.c.id)]).where(events.c.sender_id == sender_id)
        return connection.execute(query).scalar() or 0

    async def _retrieve(self, sender_id: str, fetch_events_from_all_sessions: bool) -> DialogueStateTracker | None:
        # A sender id carries our own session number, so all of its events are one session.
        kept = self._kept.pop(sender_id, None)
        with self.engine.connect() as connection:
            if kept is not None and kept[0] == self._last_id(connection, sender_id):
                return kept[1]
            events = self.SQLEvent.__table__
            query = sa.select([events.c.data]).where(events.c.sender_id == sender_id).order_by(events.c.id)
            rows = [json.loads(row.data) for row in connection.execute(query)]
        if not rows or self.domain is None:
            return None
        found = [event for event in (Event.from_parameters(row) for row in rows) if event is not None]
        tracker = DialogueStateTracker.from_events(sender_id, found, self.domain.slots)
        tracker.stored_events = len(tracker.events)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the events that are new; raises sqlalchemy.exc.SQLAlchemyError where the database refuses."""
        await self.stream_events(tracker)
        stored = getattr(tracker, "stored_events", None)
        fresh = list(tracker.events)[self._count(tracker.sender_id) if stored is None else stored :]
        table = self.SQLEvent.__table__
        rows = [self._row(tracker.sender_id, event) for event in fresh]
        with self.engine.begin() as connection:
            if rows:
                connection.execute(table.insert(), rows)
            last = self._last_id(connection, tracker.sender_id)
        tracker.stored_events = len(tracker.events)
        self._kept[tracker.sender_id] = (last, tracker)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)

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
        table = self.SQLEvent.__table__
        with self.engine.connect() as connection:
            query = sa.select([sa.func.count()]).where(table.c.sender_id == sender_id)
            return int(connection.execute(query).scalar() or 0)

    def forget(self, conversation: str) -> int:
        """Erase every session of a conversation; returns the number of events erased."""
        table = self.SQLEvent.__table__
        for sender_id in [key for key in self._kept if key.startswith(f"{conversation}.")]:
            del self._kept[sender_id]
        pattern = conversation.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        where = table.c.sender_id.like(f"{pattern}.%", escape="\\")
        with self.engine.begin() as connection:
            return int(connection.execute(table.delete().where(where)).rowcount)
