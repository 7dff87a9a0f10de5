"""policy.yaml, beside the channel file, as a Policy."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from ytchannel.config.composing import collector_off
from ytchannel.config.document import Document
from ytchannel.config.reading import shown_path
from ytchannel.config.shapes import PolicyFile
from ytchannel.config.shaping import shaped
from ytchannel.errors import FilesError, Place, Problem
from ytchannel.policy import ACTIONS, Policy

if TYPE_CHECKING:
    from pathlib import Path

NAME = "policy.yaml"
_MISNAMED = "policy.yml"


@collector_off()
def load(folder: Path) -> Policy:
    """What `load_policy` promises."""
    if os.path.lexists(folder / _MISNAMED):
        place = Place(shown_path(folder / _MISNAMED), 1, 1)
        raise FilesError([Problem("policy-misnamed", place, {"name": NAME})])
    file = folder / NAME
    if not os.path.lexists(file):  # a link that leads nowhere is a policy that cannot be read
        return Policy()
    document = Document.read(file, None, "policy", ACTIONS[0])
    top = shaped(PolicyFile, document, ())
    document.finish()
    said = {action: getattr(top, action) for action in ACTIONS}
    return Policy(
        document.source.shown, {action: tuple(dict.fromkeys(may)) for action, may in said.items() if may is not None}
    )
