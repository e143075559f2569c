"""A text in several languages in one column, and how an editor fills it in."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

_CODE = re.compile(r"[a-z]{2}(-[A-Za-z0-9]{2,8})*|und")
"""What begins a text: two letters, so that a line such as "Tel: 123" goes on with the text above it."""


def validate_texts(value: Any) -> None:
    """Raises ValidationError unless ``value`` maps language codes to texts."""
    if not isinstance(value, dict) or not all(isinstance(k, str) and isinstance(v, str) for k, v in value.items()):
        raise ValidationError(_('Give a text for each language, one a line, such as "en: Service point".'))


def validate_addresses(value: Any) -> None:
    """Raises ValidationError unless every text is a web address."""
    validate_texts(value)
    for address in value.values():
        if not address.startswith(("https://", "http://")) or any(sign.isspace() for sign in address):
            raise ValidationError(
                _("“%(address)s” is no web address: it begins with https:// and holds no blank."),
                params={"address": address[:80]},
            )


class TextsFormField(forms.CharField):
    """One line a language: ``en: Service point``. A line without a code goes on with the text above it.

    A web address without a code is the one for all languages.
    """

    widget = forms.Textarea

    def __init__(self, **options: Any) -> None:
        for unused in ("encoder", "decoder"):
            options.pop(unused, None)
        options.setdefault("help_text", _('One line a language, such as "en: Service point".'))
        super().__init__(**options)
        self.widget.attrs.update({"rows": 4, "cols": 70})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return "\n".join(f"{language}: {text}" for language, text in value.items())
        return value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dict):
            return value
        texts: dict[str, str] = {}
        language: str | None = None
        for line in (value or "").splitlines():
            code, colon, text = line.partition(":")
            if colon and _CODE.fullmatch(code) and text[:1] in (" ", ""):
                language = code.strip()
                texts[language] = text.strip()
            elif line.startswith(": "):
                language = ""
                texts[language] = line[2:].strip()
            elif language is None and line.startswith(("https://", "http://")):
                texts[""] = line.strip()
            elif language is not None:
                texts[language] += f"\n{line.strip()}"
            elif line.strip():
                raise ValidationError(
                    _("Begin “%(line)s” with its language, such as “en: ”."),
                    code="language",
                    params={"line": line[:40]},
                )
        return {code: text.strip() for code, text in texts.items() if text.strip()}

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial or {}) != self.to_python(data))
        except ValidationError:
            return True


class TextsField(models.JSONField):
    """Language code to text, as JSON."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        options.setdefault("default", dict)
        options.setdefault("blank", True)
        options.setdefault("validators", [validate_texts])
        super().__init__(*arguments, **options)

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": TextsFormField, **options})
