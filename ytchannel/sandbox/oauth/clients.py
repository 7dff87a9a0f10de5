"""The OAuth clients of the sandbox's one project: a desktop app, and one for TVs and limited-input devices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ytchannel.sandbox.wire import Json

_PROJECT = "ytchannel-sandbox"


@dataclass(frozen=True)
class Client:
    """A client as the Cloud console has it. The secret of an installed app is none: it is the same in every sandbox."""

    id: str
    secret: str
    kind: Literal["desktop", "tv"]

    def file(self, root: str) -> Json:
        """The client file that the console would let download, for a sandbox that listens at `root`."""
        return {
            "installed": {
                "client_id": self.id,
                "project_id": _PROJECT,
                "auth_uri": f"{root}/o/oauth2/auth",
                "token_uri": f"{root}/token",
                "auth_provider_x509_cert_url": f"{root}/oauth2/v1/certs",
                "client_secret": self.secret,
                **({"redirect_uris": ["http://localhost"]} if self.kind == "desktop" else {}),
            }
        }


DESKTOP = Client("100000000000-desktop.apps.googleusercontent.com", "sandbox-desktop-not-secret", "desktop")
TV = Client("100000000000-tv.apps.googleusercontent.com", "sandbox-tv-not-secret", "tv")


def find(id_: str) -> Client | None:
    """The client of an id."""
    return next((client for client in (DESKTOP, TV) if client.id == id_), None)
