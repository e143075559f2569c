"""Debian's Chromium under Playwright, axe-core, and the stub counter."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import Context, Engine
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bot.settings import current

from .chat import Chat
from .stub import Counter

ROOT = Path(__file__).resolve().parents[2]
AXE = "4.10.3"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
BARE = '<!doctype html><html lang="en"><title>A town</title><body><main><h1>A town</h1></main>{}</body></html>'


def demo_page() -> str:
    """The demo page as the web process renders it."""
    engine = Engine(
        dirs=[str(ROOT / "channels" / "web" / "templates")], libraries={"static": "django.templatetags.static"}
    )
    return engine.get_template("web/demo.html").render(Context())


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, for this folder's tests alone: until it ends, Playwright's event loop runs in the tests' thread."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, fetched once into the var folder by npm."""
    folder = current().var / "tools" / f"axe-core-{AXE}"
    script = folder / "package" / "axe.min.js"
    if not script.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("no npm to fetch axe-core with: apt-get install npm")
        folder.mkdir(parents=True, exist_ok=True)
        packed = subprocess.run(
            [npm, "pack", f"axe-core@{AXE}", "--silent"], cwd=folder, capture_output=True, check=False
        )
        if packed.returncode != 0:
            pytest.skip(f"npm cannot fetch axe-core@{AXE}: no package registry within reach")
        with tarfile.open(folder / f"axe-core-{AXE}.tgz") as archive:
            archive.extractall(folder, members=[m for m in archive.getmembers() if m.name == "package/axe.min.js"])
    return script.read_text(encoding="utf-8")


@pytest.fixture
def counter() -> Iterator[Counter]:
    script = '<script type="module" src="/static/loket/loket.js"></script>'
    running = Counter({"/": demo_page(), "/bare": BARE.format(script)})
    running.start()
    yield running
    running.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(locale="en-GB", timezone_id="Europe/Helsinki", viewport={"width": 1100, "height": 800})
    opened.set_default_timeout(8_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def chat(page: Page, counter: Counter) -> Chat:
    """The chat, open on a bare page."""
    page.goto(f"{counter.origin}/bare")
    chat = Chat(page)
    chat.open()
    return chat
