"""What is said when policy.yaml leaves an action to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ytchannel.render.screen import plain
from ytchannel.words import N_, _

if TYPE_CHECKING:
    from ytchannel.policy import Who

SENTENCES = {
    "may-not-publish": N_(
        "By {file}, {who} may not publish, that is make a video public or say when it becomes so: this is for {may}. "
        "Nothing was done; ask one of them to run it."
    ),
    "nobody-may-publish": N_(
        "By {file}, {who} may not publish, that is make a video public or say when it becomes so: nobody may. "
        "Nothing was done; whoever answers for the channel can change that file."
    ),
    "may-not-delete": N_(
        "By {file}, {who} may not delete anything from the channel: this is for {may}. Nothing was done; ask one of "
        "them to run it."
    ),
    "nobody-may-delete": N_(
        "By {file}, {who} may not delete anything from the channel: nobody may. Nothing was done; whoever answers for "
        "the channel can change that file."
    ),
    "may-not-prune": N_(
        "By {file}, {who} may not prune (sync --prune, or a plan made with it): this is for {may}. Nothing was done; "
        "ask one of them to run it."
    ),
    "nobody-may-prune": N_(
        "By {file}, {who} may not prune (sync --prune, or a plan made with it): nobody may. Nothing was done; whoever "
        "answers for the channel can change that file."
    ),
    "may-not-notify": N_(
        "By {file}, {who} may not notify subscribers (notify_subscribers, --notify-each): this is for {may}. Nothing "
        "was done; ask one of them to run it."
    ),
    "nobody-may-notify": N_(
        "By {file}, {who} may not notify subscribers (notify_subscribers, --notify-each): nobody may. Nothing was "
        "done; whoever answers for the channel can change that file."
    ),
}


def named(who: Who) -> str:
    """Who runs a command, or who may do something."""
    user, profile = plain(who.user), plain(who.profile)
    if who.user is None:
        return _("the profile {profile}").format(profile=profile)
    if who.profile is None:
        return _("the user {user}").format(user=user)
    return _("the user {user} (profile {profile})").format(user=user, profile=profile)
