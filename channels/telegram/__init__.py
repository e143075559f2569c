"""Telegram: what arrives by webhook or polling, what is sent by the Bot API."""

CHANNEL = "telegram"
