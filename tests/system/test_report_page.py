"""The page of a report in a real browser: what people see of it, at a desk, on a phone, in the dark and on paper."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.browsing import Window, shot
from tests.unit.sample_report import HOSTILE, ZONE, report
from ytchannel import words
from ytchannel.errors import UsageError
from ytchannel.render import errors
from ytchannel.render.reports import cells, charts, page, presenting
from ytchannel.render.reports.presentation import Chart, Column, View
from ytchannel.render.screen import plain
from ytchannel.report.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from ytchannel.render.reports.presentation import Presentation, Value

LANGUAGES = ("en", "vi")
AUGUST = Period(date(2026, 8, 1), date(2026, 8, 31))  # views began to be counted otherwise in it


def presentation(language: str = "en", period: Period | None = None) -> Presentation:
    words.use(language)
    return presenting.present(report(period) if period else report(), ZONE, 50)


class Shown:
    """A presentation as the page that the browser has open."""

    def __init__(self, window: Window, file: Path, what: Presentation) -> None:
        file.write_text(page.as_html(what), encoding="utf-8")
        self.window, self.page, self.what = window, window.page, what
        self.page.on("dialog", lambda dialog: window.complaints.append(dialog.message))
        self.page.goto(file.as_uri())


@pytest.fixture
def show(window: Callable[..., Window], tmp_path: Path) -> Callable[..., Shown]:
    def show_(what: Presentation, width: int = 1280, **options: Any) -> Shown:
        opened = window(viewport={"width": width, "height": 844}, **options)
        return Shown(opened, tmp_path / "report.html", what)

    return show_


def texts(page: Page, selector: str) -> list[str]:
    found: list[str] = page.eval_on_selector_all(selector, "all => all.map(each => each.textContent)")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_readable_and_asks_for_nothing(
    show: Callable[..., Shown], tmp_path: Path, language: str, width: int, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    shown = show(presentation(language), width, color_scheme=scheme)
    assert shown.page.get_attribute("html", "lang") == language
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
    shown.page.screenshot(path=shot(tmp_path, f"report-{language}-{width}-{scheme}"), full_page=True)
    for each in shown.page.locator("details").all():
        each.locator("summary").click()
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(shown.page).response["violations"]
    grave = [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")]
    assert grave == []
    assert [url for url in shown.window.asked if not url.startswith("data:")] == [shown.page.url]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_letters_of_charts_stand_out_from_their_ground(show: Callable[..., Shown], scheme: str) -> None:
    shown = show(presentation(period=AUGUST), color_scheme=scheme)
    faintest = shown.page.evaluate("""() => {
      const light = text => {
        const [r, g, b] = text.match(/[\\d.]+/g).map(Number).map(c => c / 255)
          .map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
        return .2126 * r + .7152 * g + .0722 * b
      }
      const ground = light(getComputedStyle(document.querySelector('.view')).backgroundColor) + .05
      const contrast = color => { const found = light(color) + .05; return Math.max(found / ground, ground / found) }
      const least = (selector, what) => Math.min(...[...document.querySelectorAll(selector)]
        .map(each => contrast(getComputedStyle(each)[what])))
      return [least('.chart text', 'fill'), least('.chart .bar', 'fill'), least('.chart polyline', 'stroke')]
    }""")
    assert faintest[0] >= 4.5
    assert min(faintest[1:]) >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_is_there_as_it_is_written_elsewhere(show: Callable[..., Shown], language: str) -> None:
    """Cards and tables have the cells of the presentation, but for the columns that are for machines."""
    what = presentation(language)
    shown = show(what)
    assert texts(shown.page, ".fact dt") == [fact.label for fact in what.facts]
    assert texts(shown.page, ".fact .value") == [fact.value for fact in what.facts]
    assert texts(shown.page, ".fact .change") == [fact.change for fact in what.facts if fact.change]
    assert texts(shown.page, ".remarks li") == list(what.remarks)
    assert texts(shown.page, "h2") == [view.title for view in what.views]
    for view in what.views:
        places = [place for place, column in enumerate(view.columns) if column.kind != "id"]

        def written(row: tuple[Value, ...], view: View = view, places: list[int] = places) -> list[str]:
            return [plain(cells.written(row[place], view.columns[place].kind)) for place in places]

        table = f"#{view.key} table"
        assert texts(shown.page, f"{table} thead th[scope=col]") == [view.columns[place].title for place in places]
        body = shown.page.eval_on_selector_all(
            f"{table} tbody tr", "all => all.map(row => [...row.children].map(cell => cell.textContent))"
        )
        assert body == [written(row) for row in view.rows]
        total = written(view.total) if view.total else []
        # What a total has not, it leaves empty.
        assert texts(shown.page, f"{table} tfoot tr > *") == ["" if cell == cells.UNKNOWN else cell for cell in total]
    head = shown.page.inner_text("header")
    assert all(text in head for text in (what.organisation, what.handle, what.title, what.period, what.compared))
    assert what.made in head


def test_a_change_has_the_colour_of_its_direction(show: Callable[..., Shown]) -> None:
    what = presentation()
    facts = (replace(what.facts[0], change="+1%"), replace(what.facts[1], change="−1%"), replace(what.facts[2]))
    shown = show(replace(what, facts=(*facts[:2], replace(facts[2], change="0%"))))
    colours = shown.page.eval_on_selector_all(".fact .change", "all => all.map(each => getComputedStyle(each).color)")
    assert len(set(colours)) == 3


def test_titles_of_others_are_text(show: Callable[..., Shown]) -> None:
    """Nothing is made of them: no element, no dialog, no letter that turns the direction of writing."""
    shown = show(presentation())
    for each in HOSTILE:
        assert plain(each) in texts(shown.page, "#videos tbody th")
    assert shown.page.locator("main b, main i, main a, main script").count() == 0
    assert shown.page.evaluate("document.scripts.length") == 1
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", shown.page.content())


def test_an_organisation_can_be_named_by_anybody(show: Callable[..., Shown]) -> None:
    bad = "\"'><img src=x onerror=alert(1)></title></style></script><script>alert(2)</script>"
    what = presentation()
    view = what.view("sections")
    rows = tuple((row[0], bad, *row[2:]) for row in view.rows)
    views = tuple(replace(each, rows=rows) if each is view else each for each in what.views)
    shown = show(replace(what, organisation=bad, handle=bad, title=bad, views=views))
    assert shown.page.locator("img").count() == 0
    assert shown.page.inner_text("h1") == bad
    assert bad in shown.page.title()
    shown.page.locator("#sections .point").first.hover()
    assert shown.page.inner_text("#tip").startswith(bad)


def told(row: tuple[Value, ...], view: View, *keys: str) -> list[str]:
    return [
        f"{view.columns[view.at(key)].title}: {cells.written(row[view.at(key)], view.columns[view.at(key)].kind)}"
        for key in keys
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_pointing_at_a_bar_or_a_day_tells_its_values(show: Callable[..., Shown], language: str) -> None:
    what = presentation(language)
    shown = show(what)
    sections, days, tip = what.view("sections"), what.view("days"), shown.page.locator("#tip")
    assert shown.page.locator("#sections .point").count() == len(sections.rows)
    shown.page.locator("#sections .point").nth(2).hover()
    assert tip.inner_text().splitlines() == [
        str(sections.rows[2][sections.at("title")]),
        *told(sections.rows[2], sections, "views"),
    ]
    shown.page.locator("#days .point").nth(4).hover()
    assert tip.inner_text().splitlines() == [
        words.day(date(2026, 10, 5)),
        *told(days.rows[4], days, "views", "views_before"),
    ]
    shown.page.mouse.move(0, 0)
    assert tip.text_content() == ""


def test_the_keyboard_leads_through_a_chart(show: Callable[..., Shown]) -> None:
    what = presentation()
    shown = show(what)
    sections, tip = what.view("sections"), shown.page.locator("#tip")
    shown.page.keyboard.press("Tab")
    assert shown.page.evaluate("getComputedStyle(document.querySelector('.chart')).outlineStyle") == "solid"
    values = []
    for key in ("Home", "ArrowRight", "ArrowDown", "ArrowLeft", "End", "ArrowRight"):
        shown.page.keyboard.press(key)
        values.append(tip.inner_text().splitlines()[0])
    titles = [str(row[sections.at("title")]) for row in sections.rows]
    assert values == [titles[0], titles[1], titles[2], titles[1], titles[-1], titles[-1]]
    shown.page.keyboard.press("Escape")
    assert tip.text_content() == ""
    shown.page.keyboard.press("Shift+Tab")
    shown.page.keyboard.press("Tab")
    assert tip.inner_text().startswith(titles[-1])  # where it was left
    shown.page.keyboard.press("Tab")
    assert tip.text_content() == ""


def test_a_finger_tells_a_value_and_takes_it_away(show: Callable[..., Shown]) -> None:
    shown = show(presentation(), 390, has_touch=True, is_mobile=True)
    tip = shown.page.locator("#tip")
    shown.page.locator("#days .point").nth(30).tap()
    assert "31 Oct 2026" in tip.inner_text()
    box = tip.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 390
    outline = "getComputedStyle(document.querySelector('#days .chart')).outlineStyle"
    assert shown.page.evaluate(outline) == "none"  # that is for the keyboard
    shown.page.locator("h1").tap()
    assert tip.text_content() == ""


def test_without_script_the_values_are_titles(show: Callable[..., Shown]) -> None:
    what = presentation()
    shown = show(what, java_script_enabled=False)
    days = what.view("days")
    assert shown.page.locator("#days .point title").nth(4).text_content() == "\n".join(
        [words.day(date(2026, 10, 5)), *told(days.rows[4], days, "views", "views_before")]
    )
    assert shown.page.locator("svg[role=img][aria-label='Views by day']").count() == 1


def test_a_day_from_which_views_are_counted_otherwise_is_marked(show: Callable[..., Shown]) -> None:
    what = presentation(period=AUGUST)
    chart = what.view("days").chart
    assert chart
    shown = show(what)
    assert texts(shown.page, "#days .marks li") == [sentence for _, sentence in chart.marks]
    line = shown.page.locator("#days .mark line").bounding_box()
    day = shown.page.locator("#days .point .strip").nth(23).bounding_box()
    assert line
    assert day
    assert day["x"] < line["x"] + line["width"] / 2 < day["x"] + day["width"]
    shown.page.locator("#days .point").nth(23).hover()
    assert chart.marks[0][1] in shown.page.inner_text("#tip")


def test_a_table_can_be_pushed_sideways_by_the_keyboard(show: Callable[..., Shown]) -> None:
    shown = show(presentation(), 390)
    scroller = shown.page.get_by_role("region", name="Table: Sections")
    scroller.focus()
    shown.page.keyboard.press("ArrowRight")
    shown.page.wait_for_function("document.querySelector('#sections .scroller').scrollLeft > 0")
    first, second = (scroller.locator("tbody tr").first.locator("> *").nth(place) for place in (0, 3))
    for box in (first.bounding_box(), shown.page.locator("#sections .scroller").bounding_box()):
        assert box
        assert box["x"] >= 0  # the name of the row stays
    assert second.evaluate("each => getComputedStyle(each).textAlign") == "right"
    assert "tabular-nums" in second.evaluate("each => getComputedStyle(each).fontVariantNumeric")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_prints_with_every_row(show: Callable[..., Shown], tmp_path: Path, language: str) -> None:
    """What is folded away on the screen is on paper too, in light colours, whatever the screen has."""
    what = presentation(language)
    shown = show(what, color_scheme="dark")
    shown.page.emulate_media(media="print", color_scheme="dark")
    assert shown.page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--text')") == "#1b1f27"
    cell = shown.page.locator("#videos tbody tr").last
    box = cell.bounding_box()
    assert not shown.page.locator("#videos details").get_attribute("open")
    assert box
    assert box["height"] > 0
    shown.page.emulate_media()
    made = shown.page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", made)
    sizes = {tuple(round(float(each) / 72 * 25.4) for each in sheet) for sheet in sheets}
    assert sizes == {(210, 297), (297, 210)}
    assert 4 < len(sheets) < 15
    assert not shown.page.locator("details[open]").count()  # the screen is as it was


def test_a_report_of_nothing_is_a_page_too(show: Callable[..., Shown]) -> None:
    what = presentation()
    views = tuple(replace(view, rows=(), total=None) for view in what.views[:3])
    shown = show(replace(what, compared="", handle="", facts=(), remarks=(), views=views))
    assert shown.page.locator("svg").count() == 0
    assert shown.page.inner_text("#sections").splitlines()[-1] == "There is nothing here."


def bars(*rows: tuple[str, int | None]) -> View:
    columns = (Column("title", "Title", "text"), Column("views", "Views", "number"))
    return View("videos", "Videos", columns, rows, chart=Chart("bars", "Views", "title", ("views",)))


def test_no_more_than_twenty_bars_are_drawn_and_the_rest_is_told(show: Callable[..., Shown]) -> None:
    long = "NGHỊ QUYẾT VỀ ĐẨY MẠNH " * 9
    view = bars((long, 12_345_678), ("x" * 300, 9), ("漢字" * 60, None), *((f"V{n}", n) for n in range(30)))
    shown = show(replace(presentation(), views=(view,)), 390)
    assert shown.page.locator(".bar").count() == 20
    assert "13 more rows are in the table alone." in shown.page.inner_text("figure")
    assert texts(shown.page, ".chart .value")[:3] == ["12,345,678", "9", "–"]
    right = shown.page.eval_on_selector_all(".chart text", "all => all.map(each => each.getBoundingClientRect().right)")
    field = shown.page.locator("figure").bounding_box()
    assert field
    assert max(right) <= field["x"] + field["width"]
    shown.page.locator(".point").first.hover()
    assert long.strip() in shown.page.inner_text("#tip")


@pytest.mark.parametrize(
    ("highest", "step"), [(0, 1), (1, 1), (3, 1), (7, 2), (100, 50), (2_790, 1000), (4_000, 1000), (12_345_678, 5e6)]
)
def test_gridlines_stand_at_round_numbers(highest: float, step: float) -> None:
    assert charts.round_step(highest) == step


def test_a_line_is_cut_where_a_day_is_not_known() -> None:
    columns = (Column("day", "Day", "date"), Column("views", "Views", "number"))
    known = (5, 6, None, 3, None, 0, 4)
    rows = tuple((date(2026, 10, n), value) for n, value in enumerate(known, start=1))
    found = charts.drawn(View("days", "Days", columns, rows, chart=Chart("line", "Views", "day", ("views",))))
    assert isinstance(found, charts.Lines)
    assert [len(each.split()) for each in found.series[0].stretches] == [2, 2]
    assert len(found.series[0].alone) == 1
    assert [label for _, label in found.grid] == ["0", "2", "4", "6"]


OWN = """<!doctype html><meta charset="utf-8"><title>{{ organisation }}</title>
<h1>{{ title }}: {{ period }}, {{ compared }}, {{ made }}, {{ language }}, {{ handle }}</h1>
<p id="facts">{% for fact in facts %}{{ fact.label }}={{ fact.value }} {{ fact.change }};{% endfor %}</p>
{% for view in views %}<h2>{{ view.title }}</h2>{{ charts[view.key] }}{% endfor %}
<table>{% for row in videos.rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>
<p id="due">{{ due.rows | length }} {{ due.headings | join("|") }} {{ sections.total[0] }} {{ remarks | length }}</p>
"""


def test_an_own_template_has_everything_as_text(window: Callable[..., Window], tmp_path: Path) -> None:
    what = presentation()
    file = tmp_path / "own.html"
    file.write_text(page.as_html(what, OWN), encoding="utf-8")
    own = window(viewport={"width": 700, "height": 844}).page
    own.goto(file.as_uri())
    own.screenshot(path=shot(tmp_path, "report-own"), full_page=True)
    assert texts(own, "h2") == [view.title for view in what.views]
    assert own.title() == what.organisation
    assert plain(HOSTILE[4]) in texts(own, "td")
    assert own.locator("b, i, script").count() == 0
    assert f"{what.facts[0].label}={what.facts[0].value} {what.facts[0].change};" in own.inner_text("#facts")
    assert own.inner_text("#due") == "1 Video|Sections|Due|State Whole channel 2"
    assert own.locator("svg[role=img]").count() == len([view for view in what.views if view.chart])
    assert own.locator("svg .bar").first.evaluate("each => getComputedStyle(each).fill") == "rgb(31, 95, 168)"


def test_an_own_template_does_not_break_in_a_month_in_which_nothing_is_due() -> None:
    what = presentation()
    quiet = replace(what, views=what.views[:1])
    assert page.as_html(quiet, "{% for row in due.rows %}x{% endfor %}{{ charts.countries }}-") == "-"


@pytest.mark.parametrize(
    ("template", "line", "reason"),
    [
        ("<p>\n{% for x in %}", 2, "Expected an expression"),
        ("\n\n{% if period %}", 3, "Unexpected end of template"),
        ("a\n{{ perriod }}", 2, "'perriod' is undefined"),
        ("{{ facts[0].colour }}", 1, "no attribute 'colour'"),
        ("\n{{ views[99].title }}", 2, "no element 99"),
        ("\n\n{{ ''.__class__.__mro__ }}", 3, "unsafe"),
        ("{{ facts.__init__.__globals__ }}", 1, "unsafe"),
        ("{{ '{0.__class__}'.format(facts) }}", 1, "unsafe"),
        ("{{ charts.sections.__class__ }}", 1, "unsafe"),
        ("\n{% include '/etc/passwd' %}", 2, "loader"),
        ("{% import 'os' as os %}", 1, "loader"),
        ("\n{{ 1 / 0 }}", 2, "division by zero"),
        ("{% for x in range(999999999) %}{% endfor %}", 1, "Range too big"),
        ("{{ period | nothing }}", 1, "No filter named 'nothing'"),
        ("{{ period + 1 }}", 1, "concatenate"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", 1, "recursion"),
    ],
)
def test_a_broken_template_is_told_with_its_line(template: str, line: int, reason: str) -> None:
    with pytest.raises(UsageError) as refused:
        page.as_html(presentation(), template)
    assert refused.value.code == "template-broken"
    assert refused.value.values["line"] == line
    assert reason in str(refused.value.values["reason"])
    assert f"The template cannot be filled in, line {line}: " in errors.sentence(refused.value, ZONE)
    words.use("vi")
    assert f"dòng {line}: " in errors.sentence(refused.value, ZONE)
