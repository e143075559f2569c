"""A file is what its bytes say; pictures lose what they tell of their owner; a refusal says why."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desk.cases import attachments, drafts, filing, privacy
from desk.cases.audit import staff
from desk.cases.errors import FileRefused
from desk.cases.models import Attachment, Case
from tests.cases.conftest import NOW, answers

PDF = b"%PDF-1.7\n%binary\n"


@pytest.fixture
def draft(categories: object, settings: Any, tmp_path: Path) -> str:
    settings.STATIC_ROOT = str(tmp_path / "static")
    return drafts.begin(channel="web", language="en", now=NOW, kind="complaint", answers=answers("staff-conduct")).id


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, form, **more)
    return out.getvalue()


def test_a_picture_is_shrunk_turned_upright_and_stripped_of_place_and_camera(draft: str) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x8825] = 6, "SpyCam", {1: "N", 2: (60.0, 10.0, 5.0)}
    stored = attachments.store(draft, "photo.jpg", picture(size=(3000, 1000), exif=exif), NOW)
    read = attachments.read(stored.key)
    assert read is not None
    row, content = read
    with Image.open(io.BytesIO(content)) as kept:
        assert kept.size == (683, 2048) and not dict(kept.getexif())
    assert b"SpyCam" not in content and row.media_type == "image/jpeg"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("PNG"), "image/png"),
        (picture("WEBP"), "image/webp"),
        (PDF, "application/pdf"),
        (b"OggS\0\2" + b"\0" * 20, "audio/ogg"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "audio/wav"),
        (b"ID3\4\0\0\0\0\0\0", "audio/mpeg"),
        (b"\xff\xfb\x90\x64" + b"\0" * 8, "audio/mpeg"),
        ("Päivää, مرحبا\n".encode(), "text/plain"),
    ],
)
def test_what_a_file_is_is_read_from_its_bytes(draft: str, content: bytes, kind: str) -> None:
    stored = attachments.store(draft, "holiday.exe", content, NOW)
    assert stored.media_type == kind
    assert not Attachment.objects.get().name.endswith(".exe")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "case-file-empty"),
        (b"%PDF-" + b"0" * attachments.MOST_BYTES, "case-file-too-big"),
        (b"MZ\x90\0\3", "case-file-type"),
        (b"PK\3\4\x14\0", "case-file-type"),
        (b"<html><script>alert(1)</script>", "case-file-type"),
        (b"<?xml version='1.0'?><svg/>", "case-file-type"),
        (b"#!/bin/sh\n", "case-file-type"),
        (picture()[:200], "case-file-broken"),
        (b"\xff\xd8\xff\xe0 nothing more", "case-file-broken"),
    ],
)
def test_a_refused_file_says_why_and_leaves_nothing(draft: str, content: bytes, why: str) -> None:
    with pytest.raises(FileRefused) as told:
        attachments.store(draft, "photo.jpg", content, NOW)
    assert told.value.message == why
    assert not Attachment.objects.exists() and not list(attachments.folder().iterdir())


def test_the_eleventh_file_is_refused_and_the_draft_goes_on(draft: str) -> None:
    for number in range(attachments.MOST_FILES):
        attachments.store(draft, f"{number}.txt", b"words", NOW)
    with pytest.raises(FileRefused) as told:
        attachments.store(draft, "more.txt", b"words", NOW)
    assert told.value.message == "case-file-too-many"
    assert len(list(attachments.folder().iterdir())) == attachments.MOST_FILES
    assert filing.file(draft, "t_1", "file", NOW).case


def test_a_name_with_a_path_in_it_is_made_harmless(draft: str) -> None:
    stored = attachments.store(draft, "..\\..\\etc/pass\nwd.txt", b"words", NOW)
    assert stored.title == "pass_wd.txt"
    names = [path.name for path in attachments.folder().iterdir()]
    assert names == [Attachment.objects.get().name] and "pass" not in names[0]


def test_files_go_with_the_case_and_leave_with_an_erasure(draft: str) -> None:
    attachments.store(draft, "a.txt", b"words", NOW)
    filing.file(draft, "t_1", "file", NOW)
    assert Case.objects.get().attachments.count() == 1
    privacy.erase(list(Case.objects.all()), staff(), NOW)
    assert not list(attachments.folder().iterdir())


def test_files_of_given_up_drafts_are_cleared_after_a_day(draft: str) -> None:
    import datetime as dt

    attachments.store(draft, "a.txt", b"words", NOW)
    drafts.discard(draft)
    late = dt.datetime.now(dt.timezone.utc) + dt.timedelta(days=2)
    assert attachments.clear(late) == 1 and not Attachment.objects.exists()
