"""Keys are made, listed and revoked by operators and administrators, shown once and kept as a hash."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bot.cli.main import main
from desk.open311 import keys
from desk.open311.models import ApiKey

KEY = re.compile(r"lk_[\w-]{32}")


def test_an_operator_makes_lists_and_revokes_keys(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["open311", "keys", "add", "city app", "--contact", "dev@example.org", "--tokens"]) == 0
    (key,) = KEY.findall(capsys.readouterr().out)
    assert keys.check(key, timezone.now()).tokens
    assert key not in str(list(ApiKey.objects.values()))
    assert main(["open311", "keys", "list"]) == 0
    listed = capsys.readouterr().out
    assert key not in listed and "city app" in listed and "in use" in listed and "dev@example.org" in listed
    assert main(["open311", "keys", "add", "city app"]) == 1
    assert "already" in capsys.readouterr().err
    assert main(["open311", "keys", "revoke", "city app"]) == 0
    assert main(["open311", "keys", "revoke", "city app"]) == 1
    assert "keys list" in capsys.readouterr().err
    main(["open311", "keys", "list"])
    assert "revoked" in capsys.readouterr().out


def test_an_administrator_makes_and_revokes_keys_in_the_desk(db: None) -> None:
    user = User.objects.create_superuser("boss", password="a long password")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.post(reverse("admin:open311_apikey_add"), {"name": "city app", "contact": ""}, follow=True)
    (key,) = set(KEY.findall(page.content.decode()))
    row = keys.check(key, timezone.now())
    assert not KEY.search(client.get(reverse("admin:open311_apikey_changelist")).content.decode())
    action = {"action": "revoke", "_selected_action": [row.pk]}
    client.post(reverse("admin:open311_apikey_changelist"), action)
    assert ApiKey.objects.get().revoked_at is not None
