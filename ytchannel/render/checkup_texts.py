"""The sentences of doctor: what each check is called, what it found, and the remedy ("" where there is none to say)."""

from __future__ import annotations

from ytchannel.words import N_

LABELS = {
    "python": N_("Python"),
    "packages": N_("Libraries"),
    "disk": N_("Disk"),
    "clock": N_("Clock"),
    "network": N_("Network"),
    "timezones": N_("Time zones"),
    "terminal": N_("Terminal"),
    "files": N_("Files"),
    "client-file": N_("Client file"),
    "login": N_("Login"),
    "scopes": N_("Rights of the login"),
    "channel": N_("Channel"),
    "api": N_("APIs of the project"),
    "budgets": N_("Budgets"),
    "ledger": N_("Ledger"),
    "ledger-space": N_("Room for the ledger"),
    "permissions": N_("Permissions"),
}

SENTENCES = {
    "not-checked": (N_("not checked, because of what stands at “{label}”."), ""),
    "not-needed": (N_("not needed by the local YouTube."), ""),
    "broken": (
        N_("this check itself broke ({kind})."),
        N_("This is a defect of ytchannel or of its installation; please report it with this line."),
    ),
    # Machine
    "python": (N_("{version} is a version that fits."), ""),
    "python-unfit": (
        N_("{version} does not fit; {wanted} is needed."),
        N_("Install Python {wanted}, and ytchannel anew in it."),
    ),
    "packages": (N_("the {count} libraries are there, in versions that fit."), ""),
    "packages-extras": (
        N_("the {count} libraries are there, in versions that fit; not installed are those of: {missing_extras}."),
        "",
    ),
    "packages-unfit": (N_("these do not fit: {wrong}."), N_("Run: {command}")),
    "packages-unknown": (
        N_("not checked, because ytchannel runs from a folder that was not installed."),
        N_("Install it: pip install ."),
    ),
    "timezones": (N_("{zones} can be loaded."), ""),
    "timezones-missing": (N_("{missing} cannot be loaded."), N_("Run: pip install --force-reinstall tzdata")),
    "terminal": (N_("it shows Vietnamese letters ({encoding}) in {columns} columns."), ""),
    "terminal-none": (N_("the output does not go to one."), ""),
    "terminal-encoding": (
        N_("it is set to {encoding}, which lacks Vietnamese letters."),
        N_("Set it to UTF-8: export LANG=C.UTF-8 PYTHONIOENCODING=utf-8 (on Windows: set PYTHONUTF8=1)."),
    ),
    "terminal-narrow": (
        N_("it has {columns} columns; tables look right from {wanted} on."),
        N_("Make the window wider."),
    ),
    # Server
    "clock": (N_("it is right (within {seconds} of the server's)."), ""),
    "clock-ahead": (
        N_("it is {seconds} ahead of the server's ({here} here, {server} there)."),
        N_("Set the clock of this machine, or let it be set from the network (timedatectl set-ntp true)."),
    ),
    "clock-behind": (
        N_("it is {seconds} behind the server's ({here} here, {server} there)."),
        N_("Set the clock of this machine, or let it be set from the network (timedatectl set-ntp true)."),
    ),
    "clock-untold": (N_("not checked, because the server does not tell its time."), ""),
    "network": (N_("{host} answers."), ""),
    "network-lost": (N_("{host} cannot be asked."), ""),
    # Folder
    "disk": (N_("{folder} can be written, and has {free} free."), ""),
    "disk-low": (N_("{folder} can be written, but has only {free} free."), N_("Make room before it is full.")),
    "disk-full": (
        N_("{folder} has only {free} free; at least {needed} are needed."),
        N_("Make room on this disk, or move the folder to another one."),
    ),
    "disk-unwritable": (
        N_("{folder} cannot be written ({reason})."),
        N_("Mend the permissions of the folder, or work in one of your own."),
    ),
    "disk-no-folder": (
        N_("there is no folder {folder}."),
        N_("Change to the folder of the channel, or name its file with --config."),
    ),
    "files": (N_("No problems: {what}."), ""),
    "files-none": (
        N_("there is no {file}."),
        N_("Run `ytchannel init` to start a channel folder, or change to the one that there is."),
    ),
    "files-wrong": (N_("{what} The first is in {file}."), N_("`ytchannel check` tells all of them.")),
    "files-unclear": (N_("it is not clear which list counts."), ""),
    "permissions": (N_("nobody else can read what is secret."), ""),
    "permissions-open": ("", ""),
    # Access
    "client-file": (N_("{file} is one of a desktop app."), ""),
    "client-file-device": (
        N_("{file} is one for a login by a code (auth login --device), which has no captions and no Analytics."),
        "",
    ),
    "client-file-unfit": (N_("no login can be made with {file}."), ""),
    "login": (N_("it works; Google has told of no end."), ""),
    "login-until": (N_("it works until {ends}."), ""),
    "login-ends": (
        N_("it ends soon: at {ends}."),
        N_("Run `ytchannel auth login` before that. Publish the app in Google Cloud, and logins do not end any more."),
    ),
    "login-unfit": (N_("there is none that works."), ""),
    "scopes": (N_("they are good for everything."), ""),
    "scopes-lacking": (
        N_("some are lacking."),
        N_("If that is needed, run `ytchannel auth login` again, and leave every box ticked."),
    ),
    "scopes-none": (
        N_("none of them is of use at YouTube."),
        N_("Run `ytchannel auth login` again, and leave every box ticked."),
    ),
    "channel": (N_("it is the declared one: {title} ({id})."), ""),
    "channel-unfit": (N_("it is not the declared one, or cannot be used."), ""),
    "api": (N_("enabled: {apis}."), ""),
    "api-unfit": (N_("the {api} does not do what it should."), ""),
    "analytics-disabled": (
        N_("the YouTube Analytics API is not enabled; reports of watch time and of sources do not work without it."),
        N_(
            "Enable “YouTube Analytics API” at console.cloud.google.com under APIs & Services → Library, in the "
            "project of the client file, and wait some minutes."
        ),
    ),
    "analytics-unfit": (
        N_("the YouTube Data API answers, the YouTube Analytics API does not ({reason})."),
        N_("Try again later; only reports of watch time and of sources need it."),
    ),
    # Memory
    "budgets": (N_("enough is left of each."), ""),
    "budgets-low": (N_("little is left of today's {buckets}."), N_("They are full again at {resets_at}.")),
    "budgets-spent": (
        N_("today's {buckets} are spent."),
        N_("Go on after {resets_at}; if your project has more, declare it under `channel: quota:`."),
    ),
    "ledger": (N_("{file} is whole, {size}."), ""),
    "ledger-none": (N_("there is none yet; the first command on the channel makes it."), ""),
    "ledger-at-work": (N_("{file} is whole, {size}; process {pid} on {host} is at work."), ""),
    "ledger-left": (
        N_("{file} is whole, {size}; the run of process {pid} on {host} was cut off."),
        N_("Run the same command again: it goes on where it stopped. That takes {holder} away too."),
    ),
    "ledger-held": (
        N_("{file} is held by a run that is dead (process {pid})."),
        N_("Delete {lock} and {holder}."),
    ),
    "ledger-unfit": (N_("{file} cannot be used."), ""),
    "ledger-space": (N_("{free} free, {needed} needed."), ""),
    "ledger-space-low": (
        N_("{folder} has {free} free; {needed} are needed."),
        N_("Make room on this disk. Without it, what is done cannot be remembered."),
    ),
}
"""What was found, and the remedy, by the code of the finding."""
