"""A secret is known by its value or its shape; ordinary text stays as it is, to the letter."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
from pathlib import Path
from typing import TextIO, cast
from urllib.parse import quote, quote_plus

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from ytchannel.redaction import RedactingStream, guarded, learn, learn_session, redact

ROOT = Path(__file__).parent.parent.parent
ACCESS = "ya29.a0AfH6SMBx-Q_7wZ.k9TtLr"
REFRESH = "1//0gXkLmNoPqRsTuVwXyZ-_0123456789abcdef"
CODE = "4/0AX4XfWhq9-abcdefghijklmnopqrstuvwxyz_0123456789"
CLIENT = "GOCSPX-AbCdEfGhIjKlMnOpQrStUvWxYz12"
KEY = "AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY"
SESSION = "ABgVH88NsLw8rVKm2uDYq_x-7C3mOZwY"
OPAQUE = "r7Kq/x+9=_Zt4~hidden"

SHAPES = (
    f"the token {ACCESS} is dead",
    f"{REFRESH}",
    f"http://127.0.0.1:8080/?state=x&code={quote(CODE, safe='')}&scope=y",
    f"he typed {CODE}",
    f"There is no file {REFRESH.replace('//', '/')}.csv",
    f"client_secret={CLIENT}&grant_type=refresh_token",
    f"https://host/v3/videos?key={KEY}&part=id",
    f"PUT https://host/upload/youtube/v3/videos?uploadType=resumable&upload_id={SESSION} HTTP/1.1",
    f"redirect=https%3A%2F%2Fhost%2Fupload%3Fupload_id%3D{SESSION}",
    f"header: X-GUploader-UploadID: {SESSION}",
    f"{{'x-guploader-uploadid': '{SESSION}'}}",
    f"Authorization: Bearer {OPAQUE}",
    f"authorization: bearer {OPAQUE}",
    f"[('Authorization', 'Basic {SESSION}')]",
    f"send: b'PUT / HTTP/1.1\\r\\nAuthorization: Bearer {SESSION}\\r\\n\\r\\n'",
    f"with Bearer {SESSION}, refused",
    json.dumps({"refresh_token": SESSION, "access_token": SESSION, "n": 1}),
    json.dumps(json.dumps({"client_secret": SESSION})),
    f"{{'device_code': '{SESSION}', 'interval': 5}}",
    f"device_code={SESSION}&code_verifier={SESSION}",
    f"https://accounts.example/revoke?token={SESSION}",
    f"https://host/?upload_id={SESSION}…",
)

ORDINARY = (
    "Đại hội đại biểu Đảng bộ Khối lần thứ XIV, nhiệm kỳ 2025–2030",
    "https://youtu.be/dQw4w9WgXcQ",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf&index=4",
    "https://www.youtube.com/channel/UCBR8-60-B28hp2BmDPdntcQ",
    "https://example.vn/dang-ky?code=HN2026&lang=vi",
    "bearer of good news: the Bearer Ceremony",
    "credentials/client_secret.json does not exist. credentials/README.md tells how to get it.",
    "C:/video/2026/4/04-hoi-nghi-can-bo-chu-chot-quy-2.mp4 and 24/02/2026, 4/0, 14/01/2026",
    "video/4/01-le-khai-giang-nam-hoc-moi-2026-2027-truong-thpt.mp4",
    '{"code": "title-too-long", "exit": 3, "code2": 403}',
    "ya29.mp4, AIza.mov, GOCSPX-.txt, 1//0, http://host//0",
    "youtube.videos.insert  1 videos.insert",
    '{"token": "/home/an/kenh/credentials/token.json"}',
    "Error code=404; postcode=700000, zip_code=1234567890123456789",
)


@pytest.mark.parametrize("text", SHAPES)
def test_what_looks_like_a_secret_is_one(text: str) -> None:
    shown = redact(text)
    for secret in (ACCESS, REFRESH, CODE, quote(CODE, safe=""), CLIENT, KEY, SESSION, OPAQUE):
        assert secret not in shown
        assert secret[-12:] not in shown
    assert "…" in shown
    assert redact(shown) == shown


def test_what_surrounds_a_secret_stays() -> None:
    """Whoever reads a crash file still has to see what kind of secret stood where."""
    assert (
        redact(f"PUT https://host/up?upload_id={SESSION}&x=1 HTTP/1.1")
        == "PUT https://host/up?upload_id=…&x=1 HTTP/1.1"
    )
    assert redact(f'{{"token": "{ACCESS}", "n": 1}}') == '{"token": "ya29.…", "n": 1}'
    assert redact(f"{{'client_secret': '{OPAQUE}'}}") == "{'client_secret': '…'}"


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert redact(text) == text


def test_no_sentence_of_the_program_looks_like_a_secret() -> None:
    with (ROOT / "ytchannel/locale/vi/LC_MESSAGES/ytchannel.po").open("rb") as stream:
        messages = [text for message in read_po(stream) for text in (message.id, message.string)]
    texts = [text for each in messages for text in (each if isinstance(each, tuple | list) else (each,))]
    assert len(texts) > 500
    assert [text for text in texts if redact(text) != text] == []


words = st.text(st.characters(codec="utf-8", exclude_characters="="), max_size=60).filter(
    lambda text: not any(mark in text for mark in ("ya29", "AIza", "GOCSPX", "//0", "4/0", "earer", "_"))
)
ids = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", min_size=1, max_size=34)
links = st.sampled_from(
    ("https://youtu.be/{}", "https://www.youtube.com/watch?v={}", "PL{}", "UC{}", "{}.mp4", "thang/4/{}", "?list={}")
)


@given(words, links, ids.filter(lambda text: "ya29" not in text and "GOCSPX" not in text))
def test_text_ids_links_and_file_names_stay_as_they_are(text: str, link: str, some_id: str) -> None:
    whole = f"{text} {link.format(some_id)}"
    if not link.startswith("thang") or not (some_id[0] == "0" and some_id[1:2].isalpha()):
        assert redact(whole) == whole


@given(st.text(max_size=200), st.text(max_size=200))
def test_json_stays_json_and_twice_is_as_good_as_once(before: str, after: str) -> None:
    document = {"a": f"{before}upload_id={SESSION}", "b": f"{ACCESS}{after}", "refresh_token": f"{after}{before}"}
    shown = redact(json.dumps(document, ensure_ascii=False))
    assert set(json.loads(shown)) == set(document)
    assert SESSION not in shown
    assert redact(shown) == shown


@pytest.mark.parametrize(
    "write", [str, quote, quote_plus, json.dumps, repr, lambda s: quote(quote(s, safe=""), safe="")]
)
def test_a_learned_secret_is_known_however_it_is_written(write: object) -> None:
    learn(OPAQUE)
    assert callable(write)
    shown = redact(f"<{write(OPAQUE)}>")
    assert "hidden" not in shown
    assert "Zt4" not in shown


def test_a_short_value_is_not_learned() -> None:
    """It may be a word that stands in any text."""
    learn("video", "sandbox", "")
    assert redact("a video of the sandbox") == "a video of the sandbox"


def test_of_two_learned_secrets_the_longer_one_goes_first() -> None:
    learn("abcdefgh", "abcdefghijklmnop")
    assert redact("abcdefghijklmnop") == "…"


def test_the_address_of_a_session_is_learned_by_its_id() -> None:
    learn_session(f"https://host/upload/youtube/v3/videos?uploadType=resumable&upload_id={SESSION}&part=id")
    assert redact(f"session {SESSION} has ended") == "session ABgV… has ended"
    assert redact("https://host/upload/youtube/v3/videos") == "https://host/upload/youtube/v3/videos"


def test_secrets_may_be_learned_and_left_out_by_threads_at_the_same_time() -> None:
    def work(number: int) -> None:
        for each in range(20):
            learn(f"secret-{number}-{each}-of-a-thread")
            assert "of-a-thread" not in redact(f"secret-{number}-{each}-of-a-thread")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(
        "thread" not in redact(f"secret-{number}-{each}-of-a-thread") for number in range(4) for each in range(20)
    )


def test_what_may_be_written_to_youtube_again_keeps_the_codes_of_its_links() -> None:
    """The text of a description comes back by `undo`; what is certainly a secret does not."""
    link = "https://example.vn/dang-ky?code=0123456789abcdefgh"
    assert redact(link, for_youtube=True) == link
    assert redact(link) != link
    learn(OPAQUE)
    assert redact(f"{OPAQUE} {ACCESS} upload_id={SESSION}", for_youtube=True) == "r7Kq… ya29.… upload_id=…"


def test_both_streams_are_guarded_and_given_back(capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.stdout, sys.stderr
    with guarded(), guarded():
        print("out", ACCESS)
        print("err", REFRESH, file=sys.stderr)
        sys.stderr.writelines([f"upload_id={SESSION}\n"])
        assert sys.stdout.isatty() is False
        assert sys.stdout.encoding == before[0].encoding
    assert (sys.stdout, sys.stderr) == before
    told = capsys.readouterr()
    assert (told.out, told.err) == ("out ya29.…\n", "err 1//0…\nupload_id=…\n")


def test_a_stream_tells_how_much_it_was_given() -> None:
    below = io.StringIO()
    assert RedactingStream(cast("TextIO", below)).write(f"{ACCESS}\n") == len(ACCESS) + 1
    assert below.getvalue() == "ya29.…\n"


def test_a_secret_that_is_written_piece_by_piece_is_seen_as_a_whole() -> None:
    """The library for HTTP prints a header as two words."""
    below = io.StringIO()
    stream = cast("TextIO", RedactingStream(cast("TextIO", below)))
    print("header:", "X-GUploader-UploadID:", SESSION, file=stream)
    print("upload_id=", SESSION[:9], SESSION[9:], sep="", end="", file=stream)
    assert below.getvalue() == "header: X-GUploader-UploadID: …\n"
    stream.flush()
    assert below.getvalue() == "header: X-GUploader-UploadID: …\nupload_id=…"


def test_an_error_that_ends_a_thread_is_told_without_its_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    error = RuntimeError(f"PUT ?upload_id={SESSION}")
    with guarded():
        threading.__excepthook__(threading.ExceptHookArgs((RuntimeError, error, None, None)))
    told = capsys.readouterr().err
    assert "RuntimeError: PUT ?upload_id=…" in told


def test_no_logger_tells_a_secret_to_any_handler() -> None:
    """A handler may have been there before, and write anywhere."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("urllib3.somewhere")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        with guarded():
            logger.debug('%s "%s"', "host", f"PUT /upload?upload_id={SESSION}")
            logger.debug("plain %d", 5)
            try:
                int(ACCESS)
            except ValueError:
                logger.exception("failed")
    finally:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)
    told = stream.getvalue()
    assert told.startswith('host "PUT /upload?upload_id=…"\nplain 5\nfailed\nTraceback')
    assert told.endswith("ValueError: invalid literal for int() with base 10: 'ya29.…'\n")
