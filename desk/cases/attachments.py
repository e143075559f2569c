"""Files that come with a draft or a case: what they are is read from their bytes, never from their name.

Pictures are drawn anew, without metadata, at most 2,048 pixels long. Everything lies under random names in a folder of
its own outside the web root; who may see a file is for the one who serves it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import io
import os
import re
import secrets
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from desk.cases.errors import FileRefused
from desk.cases.kinds import Field
from desk.cases.models import Attachment, Draft

MOST_FILES = 10
MOST_BYTES = 10 * 1024 * 1024
LONGEST_SIDE = 2048
_MOST_PIXELS = 60_000_000
_ORPHANS_KEPT = dt.timedelta(hours=24)
_EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "audio/wav": ".wav",
    "text/plain": ".txt",
}
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


@dataclasses.dataclass(frozen=True)
class Stored:
    """A file that was taken; ``key`` is what others name it by."""

    key: str
    title: str
    media_type: str
    size: int


def media_type(content: bytes) -> str | None:
    """What the bytes are, or None where we do not take it."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "audio/wav"
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"OggS"):
        return "audio/ogg"
    if content.startswith(b"ID3") or (len(content) > 2 and content[0] == 0xFF and content[1] & 0xE6 == 0xE2):
        return "audio/mpeg"
    return "text/plain" if _is_text(content) else None


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    # A page or a script would be run by whoever opens it.
    lowered = text[:2048].lstrip("\ufeff \t\r\n").lower()
    if lowered.startswith(("<!doctype", "<html", "<script", "<svg", "<?xml", "#!")):
        return False
    return bool(text.strip()) and all(letter in "\t\n\r" or unicodedata.category(letter) != "Cc" for letter in text)


def store(draft: str, title: str, content: bytes, now: dt.datetime) -> Stored:
    """Take a file for a draft.

    Raises `FileRefused` with the message's id: case-file-empty, case-file-too-big, case-file-too-many, case-file-type,
    case-file-broken, case-file-no-draft.
    """
    if not content:
        raise FileRefused("case-file-empty", "the file is empty")
    if len(content) > MOST_BYTES:
        raise FileRefused("case-file-too-big", "the file has more than 10 MB", megabytes=MOST_BYTES // 1024 // 1024)
    kind = media_type(content)
    if kind is None:
        raise FileRefused("case-file-type", "pictures, PDF, sound and plain text are taken")
    kept = _redrawn(content, kind) if kind in _FORMATS else content
    path = _write(kept, _EXTENSIONS[kind])
    try:
        return _note(draft, path.name, _harmless(title), kind, kept, now)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _note(draft: str, name: str, title: str, kind: str, content: bytes, now: dt.datetime) -> Stored:
    with transaction.atomic():
        row = Draft.objects.select_for_update().filter(key=draft).first()
        if row is None:
            raise FileRefused("case-file-no-draft", "there is no draft to add the file to")
        if row.attachments.count() >= MOST_FILES:
            raise FileRefused("case-file-too-many", f"a case takes {MOST_FILES} files", most=MOST_FILES)
        file = Attachment.objects.create(
            key=secrets.token_urlsafe(24),
            draft=row,
            name=name,
            title=title,
            media_type=kind,
            size=len(content),
            digest=hashlib.sha256(content).hexdigest(),
            created_at=now,
        )
    return Stored(file.key, file.title, file.media_type, file.size)


def _redrawn(content: bytes, kind: str) -> bytes:
    """The picture alone: turned as its metadata says, shrunk, and without any metadata."""
    try:
        with Image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise FileRefused("case-file-too-big", "the picture has more than 60 million pixels", megabytes=10)
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            mode = "RGBA" if kind != "image/jpeg" and "A" in upright.getbands() else "RGB"
            clean = Image.new(mode, upright.size)
            clean.paste(upright.convert(mode))
            out = io.BytesIO()
            clean.save(out, _FORMATS[kind], **({"quality": 88} if kind != "image/png" else {"optimize": True}))
            return out.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise FileRefused("case-file-broken", f"the picture cannot be read: {error}") from error


def _harmless(title: str) -> str:
    name = _UNSAFE.sub("_", unicodedata.normalize("NFC", title).split("/")[-1].split("\\")[-1]).strip(" .")
    return name[-120:] or "file"


def folder() -> Path:
    """Where files lie: outside everything that the web process serves by name."""
    path = Path(settings.STATIC_ROOT).parent / "attachments"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def _write(content: bytes, extension: str) -> Path:
    target = folder() / (secrets.token_hex(20) + extension)
    with tempfile.NamedTemporaryFile(dir=folder(), prefix=".", delete=False) as part:
        part.write(content)
        part.flush()
        os.fsync(part.fileno())
    Path(part.name).replace(target)
    return target


def read(key: str) -> tuple[Attachment, bytes] | None:
    """A file by its key. Whoever serves it checks who asks, and sends it as an attachment with nosniff."""
    row = Attachment.objects.filter(key=key).first()
    path = folder() / row.name if row else None
    return (row, path.read_bytes()) if row and path and path.exists() else None


def discard(draft: str, key: str) -> bool:
    """Take a file away from a draft; evidence that was nothing but files is asked for again with the last one."""
    with transaction.atomic():
        row = Draft.objects.select_for_update().filter(key=draft).first()
        names = forget(Attachment.objects.filter(key=key, draft__key=draft))
        if row is not None and row.answers.get(Field.EVIDENCE, {}).get("files") and not row.attachments.exists():
            del row.answers[Field.EVIDENCE]
            row.version += 1
            row.save(update_fields=["answers", "version"])
    remove(names)
    return bool(names)


def forget(rows: Iterable[Attachment]) -> list[str]:
    """Delete rows in the caller's transaction; returns names for `remove` after its commit."""
    found = list(rows)
    Attachment.objects.filter(pk__in=[row.pk for row in found]).delete()
    return [row.name for row in found]


def remove(names: Iterable[str]) -> None:
    """Delete stored files."""
    for name in names:
        (folder() / name).unlink(missing_ok=True)


def clear(now: dt.datetime) -> int:
    """Delete files whose draft or case is gone, and half-written ones; returns how many."""
    before = now - _ORPHANS_KEPT
    with transaction.atomic():
        forget(Attachment.objects.filter(case=None, draft=None, created_at__lt=before))
    known = set(Attachment.objects.values_list("name", flat=True))
    stale = [
        path.name for path in folder().iterdir() if path.name not in known and path.stat().st_mtime < before.timestamp()
    ]
    remove(stale)
    return len(stale)
