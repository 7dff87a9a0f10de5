"""status: how each entry of a manifest stands."""

from __future__ import annotations

from ytchannel.cli.files import ManifestArgument
from ytchannel.cli.options import Setting, common, zone


@common
def status(setting: Setting, manifest: ManifestArgument = None) -> None:
    """Tell how the videos of a manifest stand."""
    channel = setting.channel()
    with setting.connected(channel) as connection:
        from ytchannel.render import states
        from ytchannel.workflows import status as workflow

        statuses = workflow.read(connection, workflow.manifest_of(connection, manifest))
        states.show(statuses, setting.screen, zone(channel))
        setting.screen.document({"videos": states.documents(statuses, zone(channel))})
