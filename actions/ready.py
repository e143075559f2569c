"""Readiness: what the first report after a start needs, made before anybody tells one."""

from __future__ import annotations

from django.db import close_old_connections

from actions.forms import likeness
from actions.forms.reading import where
from desk.cases import categories


def prepare() -> None:
    """Read the town's categories, what was learned of them, and its streets. For a thread of its own."""
    try:
        likeness.scorer("x", "en", [])
        categories.propose("x", "en", scorer=likeness.scorer)
        where("x")
    finally:
        close_old_connections()
