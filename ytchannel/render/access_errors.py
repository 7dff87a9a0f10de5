"""The sentences of logins and access that fail: what happened, and the remedy."""

from __future__ import annotations

from ytchannel.words import N_

BY_CODE = {
    # The kept login
    "no-token": N_("You are not logged in: {file} does not exist. Run `ytchannel auth login`, or try with --sandbox."),
    "not-logged-in": N_("You are not logged in. Run `ytchannel auth login`, or try with --sandbox."),
    "token-damaged": N_("The login in {file} cannot be read. Run `ytchannel auth login` again."),
    "token-loose": N_(
        "Other users of this machine can read {file}, and whoever reads it controls the channel. If nobody can have "
        "read it, run `chmod 600 {file}`; otherwise `ytchannel auth logout`, which revokes it, and log in again."
    ),
    "token-unkept": N_(
        "The login cannot be kept in {file} ({reason}). Mend the permissions of its folder, and log in again."
    ),
    "token-undeleted": N_("The login in {file} cannot be deleted ({reason}). Delete the file yourself."),
    "token-busy": N_("Another process has held the login in {file} for a minute. Run this again when it has ended."),
    "token-changed": N_(
        "While this was running somebody logged in for another channel ({title}) in {file}. What is done stays done; "
        "log in for this channel again, or use --profile, and run the same command: it goes on where it stopped."
    ),
    "keyring-missing": N_("The keyring of the system needs the library keyring; install it with: pip install keyring"),
    "keyring-unusable": N_(
        "The keyring of the system cannot be used ({reason}). Unlock it, or log in without --keyring: the login is "
        "then kept in a file that only you can read."
    ),
    "keyring-empty": N_(
        "The keyring of the system does not have this login any more. Run `ytchannel auth login` again."
    ),
    # A grant that is dead
    "token-dead": N_(
        "Google does not accept the login in {file} any more: it was revoked, or has ended. Run `ytchannel auth "
        "login` again; what is begun goes on then. If this happens every week: the consent screen of your Google "
        "Cloud project is in Testing, which ends each login after 7 days. Publish the app there."
    ),
    "token-ended": N_(
        "The login in {file} ended at {ends}, since the consent screen of your Google Cloud project is in Testing. "
        "Run `ytchannel auth login` again; what is begun goes on then. Publish the app (In production) before that, "
        "and logins do not end any more."
    ),
    "token-unused": N_(
        "The login in {file} was not used for half a year, which ends it. Run `ytchannel auth login` again."
    ),
    "token-revoked": N_(
        "The login in {file} was revoked before its time: by somebody at myaccount.google.com, by an administrator, "
        "or by too many later logins. Run `ytchannel auth login` again; what is begun goes on then."
    ),
    "token-client-gone": N_(
        "Google does not know the OAuth client of the login in {file} any more, or not with this secret: it was "
        "deleted or changed in Google Cloud. Download its file there anew, and run `ytchannel auth login` again."
    ),
    "token-scope-cut": N_(
        "Permissions of the login in {file} were taken back at Google. Run `ytchannel auth login` again, and leave "
        "every box ticked."
    ),
    "token-policy": N_(
        "An administrator of your organisation does not allow this login in {file}, or asks for a new one. Run "
        "`ytchannel auth login` again; if that is refused too, have the app allowed in the Admin console of Google "
        "Workspace."
    ),
    "token-refused": N_("YouTube does not accept this login. Run `ytchannel auth login` again."),
    "token-server-unreachable": N_("Google's login server cannot be reached. Check the network and run this again."),
    "certificate": N_(
        "The certificate of {host} is not accepted. Mostly the clock of this machine is wrong ({now} by its word); "
        "else a proxy looks into the connections. `ytchannel doctor` compares the clock."
    ),
    "login-elsewhere": N_("This login was made elsewhere than at {url}. Log in there: `ytchannel auth login`."),
    # Scopes
    "scope-missing": N_(
        "This login does not allow {method}: the permission {scope} is missing. Run `ytchannel auth login --for "
        "{job}`, and leave every box ticked."
    ),
    "scopes-none": N_(
        "Every permission was left unticked, so nothing was kept. Run `ytchannel auth login` again, and leave every "
        "box ticked."
    ),
    # Logging in
    "login-embedded": N_("The local YouTube needs no login. Leave --sandbox out to log in to the real one."),
    "login-timeout": N_(
        "Nobody finished the login in {minutes} minutes, so nothing was kept. Run `ytchannel auth login` again; "
        "--no-browser helps where the browser runs on another machine."
    ),
    "login-denied": N_(
        "The login was refused on Google's page (Cancel, or an account that may not use this app), so nothing was "
        "kept. While the consent screen is in Testing, only the accounts under Test users can log in."
    ),
    "login-refused": N_("The login did not succeed ({detail}). Run `ytchannel auth login` again."),
    "login-port": N_(
        "No port of this machine can be listened on ({reason}). Try again, or use --no-browser elsewhere."
    ),
    "client-refused": N_(
        "Google does not accept the client file ({detail}): the client was deleted, or its secret changed. Download "
        "it anew from Google Cloud."
    ),
    "client-no-device": N_(
        "Google does not accept this client for a login by a code ({detail}): that needs one of the type “TVs and "
        "Limited Input devices”. Create one in Google Cloud, or log in with --no-browser instead."
    ),
    # The channel
    "no-channel": N_(
        "This account has no YouTube channel. Log in as the channel's owner: roles given in YouTube Studio do not "
        "reach the API."
    ),
    "channel-suspended": N_(
        "YouTube has suspended this channel or its account. What is begun is kept. Open youtube.com as its owner: "
        "there stands why, and how to appeal."
    ),
    "channel-closed": N_(
        "This channel or its account was closed. What is begun is kept. Log in as the owner of a channel that is open."
    ),
    "api-not-enabled": N_(
        "The {api} is not enabled in your Google Cloud project. Enable it at console.cloud.google.com "
        "under APIs & Services → Library, wait some minutes, and run this again."
    ),
    "wrong-channel": N_(
        "{file} declares the channel {wanted}, but this login belongs to {found_title} ({found_id}). Nothing was "
        "changed. Run `ytchannel auth login` and choose the right channel, or mend `channel:` in the file."
    ),
    "channel-changed": N_(
        "{file} was written to the channel {wanted} before, but this login belongs to {found_title} ({found_id}). "
        "Nothing was changed. Run `ytchannel auth login` and choose the right channel; if the file is to be for this "
        "one from now on, write `id: {found_id}` under `channel:`."
    ),
    "login-other-channel": N_(
        "This login was made for {wanted}, but now leads to {found_title} ({found_id}). Nothing was changed. Run "
        "`ytchannel auth login` again and choose the right channel."
    ),
    # The client file
    "client-file-missing": N_("{file} does not exist."),
    "client-file-several": N_(
        "Several client files lie beside {file}: {names}. Keep the one that is meant under that name."
    ),
    "client-file-unreadable": N_("{file} cannot be read ({reason}). Mend its permissions."),
    "client-file-damaged": N_("{file} is not the JSON file that Google Cloud gives, or not the whole of it."),
    "client-file-web": N_("{file} is a client of the type “Web application”, which cannot come back to this machine."),
    "client-file-service-account": N_(
        "{file} is the key of a service account. YouTube does not know service accounts: they have no channel."
    ),
    "client-file-api-key": N_("{file} has an API key, which can only read what is public."),
    "client-file-is-login": N_("{file} is a login of another program, not a client file."),
    "client-file-device": N_(
        "The client file is of the type “TVs and Limited Input devices”: log in with --device, which has no captions "
        "and no reports of Analytics."
    ),
}

HOW_TO_GET_A_CLIENT = N_(
    "How to get the right one, at console.cloud.google.com:\n"
    "  1. Choose the project (or create one), and enable the YouTube Data API v3 in APIs & Services → Library.\n"
    "  2. Open Google Auth Platform → Clients → Create client.\n"
    "  3. Choose the type “Desktop app”, create it, and press Download JSON at once: later it cannot be downloaded.\n"
    "  4. Put the file into the folder credentials, and run `ytchannel auth login` again.\n"
    "credentials/README.md tells all of it, from an empty project on."
)

NEEDS_A_CLIENT = {
    "client-file-missing",
    "client-file-damaged",
    "client-file-web",
    "client-file-service-account",
    "client-file-api-key",
    "client-file-is-login",
    "client-file-device",
    "client-refused",
}
"""What ends with how to get the right client file."""
