"""A report as one page for the browser, which asks for nothing else; or as an organisation's own template has it."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ytchannel import words
from ytchannel.errors import UsageError
from ytchannel.render.reports import charts, template_context
from ytchannel.words import _

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from ytchannel.render.reports.presentation import Presentation, View

_LONG = 15
"""A table of more rows is folded away."""
_WIDE = 9
"""A table of more columns is printed across the sheet."""
_OF_A_TEMPLATE = (ArithmeticError, AttributeError, LookupError, MemoryError, RuntimeError, TypeError, ValueError)


def as_html(presentation: Presentation, template: str | None = None) -> str:
    """The page; with a `template`, that filled in with `template_context.context` and `charts` by the key of a view.

    Raises UsageError ("template-broken") for a template with an error, or one that asks for what it must not have.
    """
    from markupsafe import Markup

    pictures = {view.key: _picture(view) for view in presentation.views}
    facts = template_context.context(presentation)
    if template is not None:
        none: dict[str, Any] = dict.fromkeys(template_context.VIEWS, "")
        return _filled_in(template, {**facts, "charts": {**none, **pictures}})
    shapes = {view.key: _shape(view) for view in presentation.views}
    script = Markup(_ours().get_template("report.js").render())  # noqa: S704 - our own
    # The page lets only this script do anything, whatever its data might bring along.
    mark = b64encode(sha256(script.encode()).digest()).decode()
    more = {"charts": pictures, "shapes": shapes, "text": _texts(), "script": script, "script_hash": f"sha256-{mark}"}
    return _ours().get_template("report.html").render(**facts, **more)


@cache
def _ours() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=PackageLoader("ytchannel", "render/reports/templates"),
    )


def _picture(view: View) -> Markup | str:
    """The chart of a view as markup that stands alone, "" for none."""
    chart = charts.drawn(view)
    if chart is None:
        return ""
    left_out = ""
    if chart.form == "bars" and chart.more:
        left_out = words.plural(
            "{count} more row is in the table alone.", "{count} more rows are in the table alone.", chart.more
        )
    module: Any = _ours().get_template("chart.html").module
    markup: Markup = module.chart(chart, left_out)
    return markup


def _shape(view: View) -> dict[str, Any]:
    """How the table of a view is laid out."""
    columns = [column for column in view.columns if column.kind != "id"]
    count = len(view.rows)
    return {
        "classes": [_class(column.kind, is_numeric=column.is_numeric) for column in columns],
        "is_wide": len(columns) > _WIDE,
        "folded": words.plural("Table of {count} row", "Table of {count} rows", count) if count > _LONG else "",
        "drawing": view.chart.title if view.chart else "",
        "label": _("Table: {title}").format(title=view.title),
    }


def _class(kind: str, *, is_numeric: bool) -> str:
    return "number" if is_numeric else "moment" if kind in ("date", "time") else "words"


def _texts() -> dict[str, str]:
    return {
        "period": _("Period"),
        "compared": _("Compared with"),
        "made": _("Made"),
        "figures": _("Figures"),
        "nothing": _("There is nothing here."),
        "keys": _("The arrow keys lead from value to value of a chart."),
    }


def _filled_in(template: str, facts: dict[str, Any]) -> str:
    from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
    from jinja2.sandbox import SandboxedEnvironment

    try:
        return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined).from_string(template).render(facts)
    except TemplateSyntaxError as error:
        raise UsageError("template-broken", reason=error.message or "", line=error.lineno) from error
    except (TemplateError, *_OF_A_TEMPLATE) as error:
        raise UsageError("template-broken", reason=str(error) or type(error).__name__, line=_line(error)) from error


def _line(error: BaseException) -> int:
    """The line of the template at which it ended."""
    line, step = 1, error.__traceback__
    while step:
        if step.tb_frame.f_code.co_filename == "<template>":
            line = step.tb_lineno
        step = step.tb_next
    return line
