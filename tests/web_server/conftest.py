"""The web chat is tested on the same running counter as the way of a message."""

from __future__ import annotations

from tests.messages.conftest import counter, fresh_counter, migrated_database

__all__ = ["counter", "fresh_counter", "migrated_database"]
