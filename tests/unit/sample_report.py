"""A report of one month with everything in it, for the forms that it is handed on in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from ytchannel.report.composing import Planned, Report, Subject, Watched, compose
from ytchannel.report.figures import Figures, Snapshot
from ytchannel.report.measures import NAMES, Measures, PlaylistMeasures, Span, total
from ytchannel.report.periods import Period

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PERIOD = Period(date(2026, 10, 1), date(2026, 10, 31))
SECTIONS = {
    "tin-thoi-su": "Tin thời sự Đảng ủy Khối",
    "tin-co-so": "Tin cơ sở",
    "bao-ve": "Bảo vệ nền tảng tư tưởng của Đảng",
    "theo-guong-bac": "Theo gương Bác",
    "nghi-quyet-28": "Thực hiện Nghị quyết số 28-NQ/TU",
    "phong-su": "Phóng sự tuyên truyền",
    "hoa-phuong-do": "Hải Phòng-Thành phố Hoa Phượng đỏ",
}
HOSTILE = (
    '=HYPERLINK("http://example.com","bấm")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "<script>alert(1)</script> & <b>đậm</b>",
    "{{ 7*7 }} {% raw %} [liên kết](javascript:alert(1)) | *sao*",
    "[bold red]Rich[/] \x1b[31mđỏ\x07 \u202eđảo ngược",
    "Ầ ế ữ ặ ở ỷ – tiêu đề rất dài " + "và dài nữa " * 12,
)


def measures(scale: int) -> Measures:
    """Whole numbers that differ from one another."""
    values = (scale * 10, scale * 7, scale * 23, scale, scale // 3, scale // 5, scale // 4, scale // 9)
    return Measures(**dict(zip(NAMES, values, strict=True)))


def figures(number: int, titles: tuple[str, ...] = HOSTILE) -> Figures:
    """One of the videos: the first have hostile titles, every fifth is in two sections, the last in none."""
    keys = list(SECTIONS)[:6]  # the seventh section has no videos
    mine = (
        () if number == 29 else (keys[number % 6], keys[(number + 1) % 6]) if number % 5 == 0 else (keys[number % 6],)
    )
    title = titles[number] if number < len(titles) else f"Bản tin số {number + 1}: hội nghị cán bộ quý IV"
    published = datetime(2026, 9, 20, 1, 30, tzinfo=UTC) + timedelta(days=number)
    hidden = number == 7
    return Figures(
        f"-v{number:09}" if number % 2 else f"_v{number:09}",
        views=number * 1234 + 56,
        likes=None if hidden else number * 21,
        comments=number * 2,
        title=title,
        published_at=published,
        sections=mine,
        privacy="public",
    )


def report(period: Period = PERIOD) -> Report:
    """The sample: 30 videos, seven sections of which one is empty, the month compared with the one before."""
    now = Snapshot(datetime(2026, 11, 2, 0, 30, tzinfo=UTC), 1234, 99_999, tuple(figures(n) for n in range(30)))
    earlier = tuple(replace(each, views=(each.views or 0) // 2, title="", sections=()) for each in now.videos[:20])
    kept = Snapshot(datetime(2026, 10, 1, 0, 30, tzinfo=UTC), 1200, 50_000, earlier)
    compared = period.previous()
    days = {day: measures(100 + 3 * number) for number, day in enumerate((*compared.days, *period.days))}
    for day in period.days[-2:]:
        del days[day]  # not complete yet
    watched = Watched(
        "analytics", _span(5, days, period), _span(4, days, compared), days, complete_until=period.days[-3]
    )
    subject = Subject(
        "Đảng ủy Khối <Doanh nghiệp> & Hải Phòng", "@danguykhoidoanhnghiephp", "Asia/Ho_Chi_Minh", ZONE, SECTIONS,
        period, compared,
    )  # fmt: skip
    due = [Planned("=due & <i>muộn</i>", datetime(2026, 10, 30, 0, 0, tzinfo=UTC), None, ("tin-co-so",), "waiting")]
    coming = [Planned("Lễ kỷ niệm 18-11", datetime(2026, 11, 18, 0, 0, tzinfo=UTC), "_v000000099", (), "scheduled")]
    return compose(subject, now, kept, watched, due, coming)


def _span(scale: int, days: dict[date, Measures], period: Period) -> Span:
    nothing = Measures(*(0 for _ in NAMES))
    return Span(
        total([days[day] for day in period.days if day in days], nothing),
        nothing,
        videos={figures(n).video: measures(scale * (n + 1)) for n in range(28)},
        playlists={key: PlaylistMeasures(50 + n, 200, 20, 3) for n, key in enumerate(SECTIONS)},
        sources={"YT_SEARCH": measures(scale * 90), "EXT_URL": measures(scale * 40), "NEW_THING": measures(3)},
        countries={"VN": measures(scale * 200), "US": measures(scale * 9), "DE": measures(2)},
        devices={"MOBILE": measures(scale * 150), "DESKTOP": measures(scale * 60)},
    )
