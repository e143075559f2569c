"""Readiness: what the first report after a start needs, made before anybody tells one."""

from __future__ import annotations

from django.db import connection

from actions.forms import likeness
from actions.forms.reading import proposals, where


def prepare() -> None:
    """Read the town's categories, what was learned of them, and its streets. For a thread of its own."""
    likeness.be_quick()
    try:
        likeness.prepare()
        proposals("x", "en", "")
        where("x")
    finally:
        connection.close()
