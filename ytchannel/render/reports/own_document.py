"""An organisation's own Word document as a template of a report: what stands in braces is filled in.

Templates come from people, so they are filled in a sandbox; what is filled in is data, and never read as a template.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from ytchannel.errors import UsageError
from ytchannel.render.reports.drawing import drawing
from ytchannel.render.reports.template_context import VIEWS, context

if TYPE_CHECKING:
    from collections.abc import Callable

    from ytchannel.render.reports.presentation import Presentation

_WIDTH_MM = 160
_TAG = re.compile(r"<[^>]+>")
_NAME = re.compile(r"'([^']+)'(?: is undefined)?$")
_SHOWN = 80  # characters of a paragraph with a mistake
_MISTAKES = (
    ArithmeticError, AttributeError, EOFError, LookupError, MemoryError, RuntimeError, SyntaxError, TypeError,
    ValueError, zlib.error,
)  # fmt: skip


def filled(own: bytes, presentation: Presentation) -> bytes:
    """The template with the report in it.

    It can name what `template_context.context` has, and `chart('sections')`, which becomes the chart of that view.
    Raises UsageError: "template-no-docx" when it is none, "template-unknown-name" when it asks for what a report does
    not have, "template-mistake" for any other; the latter two with `line`, the number of the paragraph.
    """
    from docx.opc.exceptions import OpcError
    from jinja2 import StrictUndefined, TemplateError, UndefinedError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    document = _document(own)
    try:
        document.init_docx()
    except (OpcError, zipfile.BadZipFile, *_MISTAKES) as error:
        raise UsageError("template-no-docx", reason=str(error) or type(error).__name__) from None
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    document.plain = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    values = context(presentation)
    try:
        document.render({**values, "chart": _charts(document, presentation)}, environment)
        stream = io.BytesIO()
        document.save(stream)
    except (TemplateError, *_MISTAKES) as error:
        name = _NAME.search(str(error)) if isinstance(error, UndefinedError) else None
        line = _line(error)
        facts = {"line": max(0, line - 1), "text": document.text_at(line)}
        if name:
            raise UsageError("template-unknown-name", name=name[1], known=", ".join(values), **facts) from None
        raise UsageError("template-mistake", reason=str(error) or type(error).__name__, **facts) from None
    return stream.getvalue()


def _charts(document: Any, presentation: Presentation) -> Callable[[str], Any]:  # noqa: ANN401 - of docxtpl
    """What `chart` is in a template; a view that has no chart this time leaves nothing behind."""
    from markupsafe import Markup

    views = {view.key: view for view in presentation.views}

    def chart(key: str) -> Any:  # noqa: ANN401 - of markupsafe
        if key not in VIEWS and key not in views:
            raise LookupError(key)
        view = views.get(key)
        if view is None or view.chart is None:
            return ""
        xml = drawing(document.current_rendering_part, view, view.chart, _WIDTH_MM)
        return Markup(f'</w:t></w:r><w:r>{xml}</w:r><w:r><w:t xml:space="preserve">')  # noqa: S704 - made by us

    return chart


def _line(error: BaseException) -> int:
    """The line of the template at which it went wrong; 0 where that is not known."""
    line = getattr(error, "lineno", None) or 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in ("<template>", "<unknown>"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return int(line)


def _document(own: bytes) -> Any:  # noqa: ANN401 - of docxtpl
    from docxtpl import DocxTemplate

    class Document(DocxTemplate):  # type: ignore[misc]
        """A template that remembers its text, to tell where a mistake is, and does not escape its properties."""

        source = ""
        plain: Any = None

        def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:  # noqa: ANN401
            self.source = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)
            return str(super().render_xml_part(src_xml, part, context, jinja_env))

        def render_properties(self, context: Any, jinja_env: Any = None) -> None:  # noqa: ANN401, ARG002
            super().render_properties(context, self.plain)

        def text_at(self, line: int) -> str:
            """The words of a line of what was filled in last."""
            lines = self.source.splitlines()
            return _TAG.sub("", lines[line - 1]).strip()[:_SHOWN] if 0 < line <= len(lines) else ""

    return Document(io.BytesIO(own))
