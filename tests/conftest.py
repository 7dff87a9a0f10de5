"""What every test needs: English sentences, and no way out but loopback (see pyproject.toml)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browsing import browser, play, window  # noqa: F401 - fixtures
from ytchannel import redaction, words

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Sentences in English, whatever the machine speaks; nothing named from outside, no secret learned."""
    for name in ("YTCHANNEL_LANG", "YTCHANNEL_SANDBOX", "YTCHANNEL_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    words.use("en")
    monkeypatch.setattr(redaction, "_known", ())  # a secret of one test may be a word of the next
    yield
    words.use("en")
