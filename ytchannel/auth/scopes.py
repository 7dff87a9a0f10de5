"""What a login is asked for, by job, and what it lacks. Names of scopes are those of the discovery documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

Job = Literal["reports", "uploads", "everything"]
JOBS: tuple[Job, ...] = get_args(Job)

_ROOT = "https://www.googleapis.com/auth/"
READ = f"{_ROOT}youtube.readonly"
MANAGE = f"{_ROOT}youtube.force-ssl"
"""The one scope that covers every method of the Data API that a channel's manager needs, captions among them."""
YOUTUBE = f"{_ROOT}youtube"
ANALYTICS = f"{_ROOT}yt-analytics.readonly"
EMAIL = f"{_ROOT}userinfo.email"

WHO = ("openid", EMAIL)
"""Tells whose login it is. These are granted together with the others or not at all.

Users report that a login with them hangs where a channel of a Brand Account is chosen, so they are asked for on demand.
"""

# Analytics asks for youtube.readonly beside its own scope.
_BY_JOB: dict[Job, tuple[str, ...]] = {
    "reports": (READ, ANALYTICS),
    "uploads": (MANAGE,),
    "everything": (MANAGE, READ, ANALYTICS),
}
# A device without a browser may have no others of YouTube (live/guides/auth/devices).
_BY_JOB_OF_DEVICE: dict[Job, tuple[str, ...]] = {"reports": (READ,), "uploads": (YOUTUBE,), "everything": (YOUTUBE,)}


def of_job(job: Job, *, device: bool = False) -> tuple[str, ...]:
    """The scopes that a job needs, without those that tell whose login it is."""
    return (_BY_JOB_OF_DEVICE if device else _BY_JOB)[job]


def short(scope: str) -> str:
    """The end of a scope, which tells it from others."""
    return scope.removeprefix(_ROOT)


def of_youtube(granted: Iterable[str]) -> tuple[str, ...]:
    """The granted scopes that let somebody do something: those beyond telling who it is."""
    return tuple(scope for scope in granted if scope not in WHO)


def unticked(asked: Sequence[str], granted: Collection[str]) -> tuple[str, ...]:
    """What was asked for and not granted, as far as something cannot be done without it."""
    missing = tuple(scope for scope in of_youtube(asked) if scope not in granted)
    # Whoever may manage the channel may read it.
    return tuple(scope for scope in missing if scope != READ or not {MANAGE, YOUTUBE} & set(granted))


def jobs_of(granted: Collection[str]) -> list[Job]:
    """The jobs that a login can do whole."""
    return [job for job in JOBS if not unticked(of_job(job), granted)]


def wanted_for(accepted: Collection[str]) -> tuple[str, Job]:
    """Of the scopes that a method accepts, the one that we ask for, and the job that asks for it."""
    if READ in accepted:
        return READ, "reports"
    if ANALYTICS in accepted:
        return ANALYTICS, "reports"
    return MANAGE, "uploads"
