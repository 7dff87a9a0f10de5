"""The sentence for each error: what happened and what to do next; and the same for machines."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ytchannel import errors, quota, words
from ytchannel.policy import Who
from ytchannel.render import access_errors, permissions, problems
from ytchannel.render.screen import plain
from ytchannel.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from ytchannel.errors import ChannelToolError, Problem
    from ytchannel.render.screen import Screen

BUCKETS = {
    quota.POOL: N_("units for reading and changing"),
    quota.UPLOADS: N_("uploads"),
    quota.SEARCHES: N_("searches"),
    quota.STATS: N_("statistics requests"),
}

_BY_CODE = {
    # Usage
    "answer-needed": N_("There is a question to answer and nobody to ask; give {flag} to say yes beforehand."),
    "sandbox-value": N_("YTCHANNEL_SANDBOX is “{value}”; it takes 1, 0 or an address such as http://127.0.0.1:8080."),
    "output-unwritable": N_("{file} cannot be written: {reason}. Choose another place for it."),
    "bad-timezone": N_("“{value}” is no time zone; write its name, e.g. Asia/Ho_Chi_Minh."),
    "bad-bwlimit": N_(
        "--bwlimit takes no “{value}”. Write bytes a second such as 500K, 2M or off, or hours and a rate for the rest: "
        '--bwlimit "08:00-17:00=1M 5M". Hours must not overlap.'
    ),
    "file-changed-since": N_("{file} was changed in the meantime, so nothing was written. Run the command again."),
    "timezone-declared": N_("{file} has a time zone already; change it there."),
    "output-needs-format": N_("A file needs a form: give --format csv or --format json together with -o."),
    "no-manifest": N_(
        "There is no list of videos (videos.yaml, .xlsx or .csv) beside {file}; name it: ytchannel upload MANIFEST."
    ),
    "several-manifests": N_(
        "There are several lists of videos in {folder}: {files}. Say which one counts (ytchannel upload MANIFEST, "
        "ytchannel sync --manifest FILE), or move the others away."
    ),
    "pull-table": N_(
        "{file} is a table, which `pull` does not edit. Pull in an empty folder, and take over from there what is new."
    ),
    "flags-lacking": N_("There is nobody to ask; give {flags}, or --yes to leave out what is not given."),
    "option-value": N_("{flag}: {problem}"),
    "watch-json": N_("--watch has no end, so there is no JSON document of it; leave out --json."),
    "watch-folder": N_("There is no folder {file} to watch."),
    "watch-alone": N_("--watch takes neither a manifest nor --dry-run; see what is there with: upload DIR --dry-run"),
    "list-form": N_("{file} needs --manifest before it, and its ending: .xlsx, .csv or .yaml."),
    "there-already": N_(
        "{file} is there already, and nothing was written over. Move it away, or choose another place."
    ),
    "serve-extra": N_("`sandbox serve` needs aiohttp; install it with: pip install aiohttp"),
    "data-unusable": N_(
        "{file} cannot keep a sandbox: {reason}. Choose another file with --data; without it the sandbox is in memory."
    ),
    "client-file-taken": N_("{file} is the client of a project at Google, and is kept. Choose another place."),
    "no-sandbox": N_(
        "No sandbox answers at {url} ({detail}). Start it with `ytchannel sandbox serve`, or mend YTCHANNEL_SANDBOX."
    ),
    "another-server": N_("What answers at {url} is no sandbox. Look at YTCHANNEL_SANDBOX: perhaps the port is wrong."),
    "client-file-unwritable": N_("The client file {file} cannot be written: {reason}. Choose another place."),
    "sandbox-refused": N_("The sandbox refuses: {message}"),
    "csv-and-json": N_("--json and --format csv exclude each other; write the CSV to a file with -o, or drop --json."),
    "port-taken": N_(
        "Port {port} on {host} cannot be used: {reason}. Choose another --port (0 is any that is free) or --host."
    ),
    "profile-name": N_("The profile “{value}” is not a name; use letters, digits, - and _."),
    "plan-form": N_("{file} has to end with .json, .md or .html: that says in which form the plan is written."),
    "plan-unreadable": N_("{file} cannot be read: {reason}."),
    "plan-not-one": N_("{file} is not a plan that `ytchannel sync --out FILE.json` has written."),
    "run-unknown": N_("The history has no run “{value}”; `ytchannel history` lists them."),
    "video-unknown": N_("The manifest has no entry for “{value}”; name a file, a video id or a section that it has."),
    "template-no-docx": N_("The template is no Word document (.docx): {reason}. Save it in Word as .docx."),
    "template-unknown-name": N_(
        "The template asks for “{name}” in “{text}” (paragraph {line}), which a report does not have. It has: {known}."
    ),
    "template-mistake": N_(
        "The template has a mistake in “{text}” (paragraph {line}): {reason}. Mend it and run this again."
    ),
    # The ledger
    "ledger-damaged": N_(
        "{file} is damaged. Move it away and run this again: it is only memory, and what it had is read anew."
    ),
    "ledger-newer": N_("{file} was written by a later version of ytchannel. Install that version, or move it away."),
    "ledger-busy": N_("{file} is being used by another program. Run this again when that has finished."),
    "sandbox-unusable": N_(
        "{file} cannot be used ({reason}). Mend its folder, or move it away: it is only for trying."
    ),
    "ledger-unwritable": N_("{file} cannot be written ({reason}). Mend the permissions, or make room on the disk."),
    # Files
    "upload-unsure": N_(
        "The channel has just got a video with the title of {file}, and YouTube does not tell yet of which file it is. "
        "Run this again in some minutes."
    ),
    "file-changed": N_("{file} changed while it was being uploaded. Run this again when it is finished."),
    "file-unreadable": N_("{file} cannot be read ({reason}). Mend that and run this again."),
    "processing-failed": N_("YouTube could not process {count} of {of} videos; the reasons stand above."),
    "processing-goes-on": N_(
        "YouTube is still processing {count} of {of} videos. They are up; `ytchannel status` tells later how they are."
    ),
    "write-back-form": N_(
        "--write-back writes into the columns of a list in CSV or Excel, and {file} has none. Use --results instead: "
        "the results then stand in a file beside it."
    ),
    "picture-unusable": N_("{file} cannot be made square. Save it anew as JPEG or PNG, and run this again."),
    # Guards
    "busy": N_("Another ytchannel is at work in this folder. Run this again when it has finished."),
    "busy-since": N_(
        "Another ytchannel is at work in this folder: process {pid} of {user} on {host}, since {since}. Run this again "
        "when it has finished; if nobody needs it, end that process: what it has done stays done."
    ),
    "many-deletions-playlist": N_("The plan deletes {count} of {of} playlists. If that is meant, add --force."),
    "many-deletions-shelf": N_("The plan deletes {count} of {of} shelves. If that is meant, add --force."),
    "many-deletions-entry": N_(
        "The plan takes {count} of {of} entries out of their sections. If that is meant, add --force."
    ),
    "many-published": N_("The plan makes {count} videos public at once. If that is meant, add --force."),
    "many-edited": N_("The edit changes {count} videos. Look at them with --dry-run; if all are meant, add --force."),
    "where-and-list": N_("--where chooses among the videos of the channel, so no list and no --only go with it."),
    "where-without-edit": N_(
        "--where says which videos; say what is to be done with --add-tag, --remove-tag or --set."
    ),
    "edit-without-where": N_("--add-tag, --remove-tag and --set need --where, which says what videos they are for."),
    "bad-where": N_("“{value}” is no condition. Write FIELD=VALUE or FIELD!=VALUE; the fields are: {known}."),
    "bad-set": N_("“{value}” gives no field a value. Write FIELD=VALUE; the fields are: {known}."),
    "bad-option-value": N_("In “{value}”: {problem}"),
    "tags-unfit": N_("With these tags the following would have more than {limit} characters of them: {names}."),
    "nothing-declared": N_(
        "The channel file declares no section any more, but {count} were there before. If that is meant, add --force."
    ),
    "plan-out-of-date": N_(
        "The channel or the files have changed since {file} was written, so nothing was done. Make a new plan with "
        "`ytchannel sync --out`."
    ),
    "plan-other-channel": N_("{file} was made for the channel {wanted}, but this is {found}. Nothing was done."),
    "video-gone": N_(
        "“{title}” was uploaded as {video} and is not on the channel any more. Take it out of the manifest, or upload "
        "it anew with --again."
    ),
    **permissions.SENTENCES,
}

_BY_REASON = {
    "uploadLimitExceeded": N_(
        "YouTube takes no more uploads of this channel for about 24 hours; that is the channel's own limit, not quota."
    ),
    "uploadRateLimitExceeded": N_("YouTube takes no more thumbnails of this channel for about 24 hours."),
    "playlistIsPrivate": N_("A private playlist cannot stand on a shelf; make it public or unlisted."),
    "playlistImages invalidImage": N_("YouTube does not take this picture as a cover; it takes a square JPEG or PNG."),
    "invalidImage": N_("YouTube does not take this picture as a thumbnail; it takes JPEG and PNG, best 1280 × 720."),
    "forbidden": N_(
        "YouTube forbids it ({message}). For thumbnails and covers a channel needs a verified phone number: verify it "
        "at youtube.com/verify, and run the same command again."
    ),
    "manualSortRequired": N_(
        "YouTube sorts this playlist by itself, so nothing can be moved in it. Set it to “Manual” in YouTube Studio, "
        "or take `order` out of its section."
    ),
    "maxPlaylistExceeded": N_("The channel has as many playlists as YouTube allows."),
    # The same reason means another thing of another resource.
    "playlists failedPrecondition": N_(
        "YouTube does not take it so. A playlist that is to be a podcast may need a square picture first: declare one "
        "by `cover:` in its section, or take `podcast` out."
    ),
    "channelSections channelNotFound": N_(
        "YouTube does not find one of the channels of this shelf. Look at the ids under `channels`."
    ),
    "channelSections channelNotActive": N_(
        "One of the channels of this shelf was closed or suspended. Take it out of `channels`."
    ),
    "channelSections ownChannelInChannels": N_(
        "This shelf shows the channel itself, which YouTube does not allow. Take it out of `channels`."
    ),
    "channelSections maxChannelsExceeded": N_(
        "The shelf shows more channels than YouTube allows. Take some out of `channels`."
    ),
}


def sentence(error: ChannelToolError, zone: tzinfo) -> str:
    """What happened and what to do next, in the language in use; times in the channel's `zone`."""
    match error:
        case errors.CodedError():
            values = {name: _fact(value, zone) for name, value in error.values.items()}
            told = _(_BY_CODE.get(error.code) or access_errors.BY_CODE[error.code]).format(**values)
            steps = error.code in access_errors.NEEDS_A_CLIENT
            return f"{told} {_(access_errors.HOW_TO_GET_A_CLIENT)}" if steps else told
        case errors.FilesError():
            return words.plural("{count} problem in the files.", "{count} problems in the files.", len(error.problems))
        case errors.QuotaError():
            return _quota(error, zone)
        case errors.DriftError():
            return words.plural("{count} change is pending.", "{count} changes are pending.", error.count)
        case errors.ItemsFailedError():
            return words.plural(
                "{count} item failed; the others are done. Run the same command again when the reason is mended.",
                "{count} items failed; the others are done. Run the same command again when the reasons are mended.",
                error.count,
            )
        case errors.UnsoundError():
            return words.plural(
                "{count} fault was found; its remedy stands beside it.",
                "{count} faults were found; the remedy stands beside each.",
                error.count,
            )
        case errors.RequestError():
            return _request(error)
    return plain(error)


def _fact(value: object, zone: tzinfo) -> str:
    match value:
        case datetime():
            return words.when(value, zone)
        case errors.Problem():
            return problems.sentence(value)
        case Who():
            return permissions.named(value)
        case tuple():
            return ", ".join(_fact(each, zone) for each in value)
    return plain(value)


def _quota(error: errors.QuotaError, zone: tzinfo) -> str:
    told = N_("YouTube says that today's {budget} are spent.")
    if isinstance(error, errors.LimitError):
        told = N_("YouTube lets this channel make no more playlists today; about 10 a day are usual.")
    own = N_("Today's {budget} do not suffice (a larger budget is declared under `channel: quota:`).")
    return " ".join(
        [
            _(told if error.told_by_youtube else own).format(budget=_(BUCKETS.get(error.bucket, ""))),
            _("What is done stays done. Go on after {time} ({zone}): the same command does the rest.").format(
                time=words.when(error.resets_at, zone), zone=zone
            ),
        ]
    )


def _request(error: errors.RequestError) -> str:
    match error:
        case errors.AnswerLostError():
            text = N_(
                "The answer to {method} was lost, and it cannot be seen yet whether it happened. Run the same command "
                "again: it looks first, so nothing is made twice."
            )
        case errors.UnreachableError() if error.detail.startswith("SSL"):
            text = N_(
                "The certificate of YouTube's server is not accepted ({detail}). Mostly the clock of this machine is "
                "wrong; else a proxy looks into the connections. `ytchannel doctor` compares the clock; then run the "
                "same command again, it goes on where it stopped."
            )
        case errors.UnreachableError():
            text = N_(
                "YouTube cannot be reached ({detail}). Check the network and run the same command again; it goes on "
                "where it stopped."
            )
        case errors.DependencyError():
            return _("Left undone, because what it needs failed ({detail}).").format(detail=plain(error.detail))
        case errors.RefusedError() if told := _by_reason(error):
            return _(told).format(message=plain(error.message))
        case _:
            text = N_("YouTube refused {method}: {detail}")
    return _(text).format(method=plain(error.method), detail=plain(error.detail) or "-")


def _by_reason(error: errors.RefusedError) -> str | None:
    """The sentence of a refusal's reason, first that of the resource which was refused."""
    resource = error.method.split(".")[-2]
    return _BY_REASON.get(f"{resource} {error.reason}") or _BY_REASON.get(error.reason)


def show(error: ChannelToolError, screen: Screen, zone: tzinfo | None = None) -> None:
    """Say the error on stderr and give its JSON document."""
    zone = zone or ZoneInfo("UTC")
    if isinstance(error, errors.FilesError):
        for problem in error.problems:
            screen.warn(problems.line(problem), style="")
    screen.warn(sentence(error, zone), style="red")
    screen.document(document(error, zone))


def document(error: ChannelToolError, zone: tzinfo) -> dict[str, Any]:
    """The error for machines: its exit code, its name, its sentence; the problems of files one by one."""
    name = type(error).__name__.removesuffix("Error")
    facts: dict[str, Any] = {"exit": error.exit_code, "name": name, "message": sentence(error, zone)}
    if isinstance(error, errors.QuotaError):
        facts |= {"bucket": error.bucket, "resets_at": error.resets_at}
    found: dict[str, Any] = {"error": facts}
    if isinstance(error, errors.FilesError):
        found["problems"] = _problems(error.problems)
    return found


def _problems(found: Sequence[Problem]) -> list[dict[str, Any]]:
    rows = []
    for problem in found:
        place = problem.place
        where = {"file": place.file, "line": place.line, "column": place.column} if place else {}
        if place and place.sheet:
            where["sheet"] = place.sheet
        rows.append({"code": problem.code, **where, "message": problems.sentence(problem)})
    return rows
