"""Django's settings, all derived from `bot.settings`."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from bot.settings import ROOT, SettingsError, current, kept_secret

settings = current()


def _database() -> dict[str, Any]:
    if not settings.database_url:
        return {
            "ENGINE": "desk.sqlite",
            "NAME": str(settings.desk_database),
            "CONN_MAX_AGE": 60,
            # A file, for the threads of a test to share; SQLite in memory locks whole tables among them.
            "TEST": {"NAME": str(settings.var / "test-desk.db")},
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                # The worker moves the log into the file (`desk.checkpoint`): else who writes would, and wait for it.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=10000;",
            },
        }
    url = urlsplit(settings.database_url)
    if url.scheme not in ("postgresql", "postgres"):
        raise SettingsError("LOKET_DATABASE_URL must begin with postgresql:// (or be unset for SQLite).")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


SECRET_KEY = settings.secret_key or kept_secret(settings.var, "django.secret")
DEBUG = False
_public_host = urlsplit(settings.public_url).hostname if settings.public_url else None
ALLOWED_HOSTS = [name.strip() for name in settings.allowed_hosts.split(",") if name.strip()] or [
    "127.0.0.1",
    "localhost",
    "[::1]",
    *([_public_host] if _public_host else []),
]
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "desk.catalogue",
    "desk.people",
    "desk.messages",
    "desk.feedback",
    "desk.cases",
    "desk.open311",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "channels.urls"
ASGI_APPLICATION = "channels.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "DIRS": [str(ROOT / "channels" / "web" / "templates")],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fi", "suomi")]
USE_TZ = True
TIME_ZONE = "UTC"
TOWN_FOLDER = str(settings.town)
LIMITS_STORAGE = settings.redis_url or "memory://"
OPEN311_HOUSE = "channels.open311"
STATIC_URL = "/static/"
STATIC_ROOT = str(settings.var / "static")
STATICFILES_DIRS = [path for path in [str(Path(ROOT) / "channels" / "web" / "static")] if Path(path).is_dir()]
WHITENOISE_USE_FINDERS = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = settings.public_url.startswith("https://")
CSRF_TRUSTED_ORIGINS = [settings.public_url.rstrip("/")] if settings.public_url else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if settings.public_url.startswith("https://") else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
LOGGING_CONFIG = None
