"""A plan is shown, asked for, made true; the command ends with what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import typer

from ytchannel.cli.options import Setting, zone
from ytchannel.quota import POOL
from ytchannel.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ytchannel.errors import ChannelToolError
    from ytchannel.guards import Guard
    from ytchannel.plan import Plan
    from ytchannel.render.screen import Screen
    from ytchannel.workflows.applying import Outcome, Watch
    from ytchannel.workflows.connecting import Connection
    from ytchannel.workflows.forecast import Forecast
    from ytchannel.workflows.upload import Gone


def carry_out(
    setting: Setting,
    connection: Connection,
    plan: Plan,
    apply: Callable[[Watch], Outcome],
    *,
    mode: Literal["check", "dry-run", "yes", "ask"],
    gone: Sequence[Gone] = (),
    forecast: Forecast | None = None,
    guards: Sequence[Guard] = (),
    nothing: str = "",
    afterwards: Callable[[dict[str, Any]], ChannelToolError | None] | None = None,
) -> None:
    """Show the plan, ask, apply, say what came of it, and end with its exit code.

    `gone` are items that cannot be planned at all: they are said, and have failed when the plan is applied. `forecast`
    is what the files that go up will take. `guards` refuse the plan, after it is shown; `nothing` is said of an empty
    one. `afterwards` is done when the plan is applied, whatever came of it, or was empty: it may add to the document,
    and returns what went wrong then.

    What policy.yaml leaves to others refuses the plan too, and nothing forces that.
    """
    from ytchannel.errors import DriftError, GuardError, ItemsFailedError
    from ytchannel.render import errors, plan_documents, plans, transfers

    screen, place = setting.screen, zone(connection.channel)
    plans.show(plan, screen, connection.budget, place, connection.time.now(), nothing)
    document = plan_documents.document(plan, connection.budget)
    if forecast:
        transfers.show(forecast, screen, place, connection.time.now())
        document["transfer"] = transfers.document(forecast)
    document["failed"] = [plan_documents.gone_document(each, place) for each in gone]
    for each in gone:
        screen.warn(errors.sentence(each.error, place))
    refusals: list[ChannelToolError] = [GuardError(guard.code, count=guard.count, of=guard.of) for guard in guards]
    refusals += connection.permission.refusals(plan.changes) if mode != "check" else ()  # a check writes nothing
    error = refusals.pop() if refusals and mode != "dry-run" else None
    for refusal in refusals:
        screen.warn(errors.sentence(refusal, place), style="red")
    if mode == "check" and plan.changes:
        error = error or DriftError(len(plan.changes))
    elif mode in ("yes", "ask") and not error:
        if plan.changes:
            if mode == "ask" and not agreed(screen, _("Apply this plan? [y/N]")):
                screen.document(document)
                return
            error = _made_true(setting, connection, apply, document, forecast.sizes if forecast else ())
        failed = len(document["failed"])
        later = afterwards(document) if afterwards else None
        error = error or (ItemsFailedError(failed) if failed else None) or later
    if error:
        screen.warn(errors.sentence(error, place), style="red")
        document |= errors.document(error, place)
    screen.document(document)
    if error:
        raise typer.Exit(error.exit_code)


def _made_true(
    setting: Setting,
    connection: Connection,
    apply: Callable[[Watch], Outcome],
    document: dict[str, Any],
    sizes: Sequence[int],
) -> ChannelToolError | None:
    """Apply, say what came of it and put it into the document; returns what stopped the run early."""
    from ytchannel.render import plan_documents, plans
    from ytchannel.render.progress import watching

    screen, place, budget = setting.screen, zone(connection.channel), connection.budget
    before = budget.used(POOL)
    with watching(screen, sizes) as watch:
        outcome = apply(watch)
    plans.show_outcome(outcome, screen, place, spent=budget.used(POOL) - before)
    told = plan_documents.outcome_document(outcome, place)
    document |= told | {"failed": document["failed"] + told["failed"]}
    return outcome.stopped


def agreed(screen: Screen, question: str) -> bool:
    """Ask a question that ends with [y/N]. Raises AnswerNeededError when nobody is there."""
    from ytchannel.errors import AnswerNeededError

    if not screen.interactive:
        raise AnswerNeededError
    if screen.ask(question, ("y", "yes", "c", "có", "co")):
        return True
    screen.say(_("Nothing was changed."))
    return False
