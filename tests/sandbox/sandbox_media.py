"""Real pictures and caption files for the tests."""

from __future__ import annotations

import io
from functools import cache


@cache
def picture(width: int = 1280, height: int = 720, kind: str = "PNG") -> bytes:
    """A picture of one colour."""
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (width, height), "firebrick").save(stream, kind)
    return stream.getvalue()


SRT = """\
1
00:00:01,000 --> 00:00:03,500
Đảng ủy Khối doanh nghiệp
Hải Phòng & <i>cơ sở</i>

2
01:02:03,040 --> 01:02:05,000
Nghị quyết số
28
"""

VTT = """\
WEBVTT - phụ đề

STYLE
::cue { color: yellow }

NOTE Bản nháp, 10:30 ngày 24

mở đầu
00:01.000 --> 00:03.500 align:start position:10%
Đảng ủy Khối doanh nghiệp
Hải Phòng &amp; <c.vang>cơ sở</c>

01:02:03.040 --> 01:02:05.000
Nghị quyết số
28
"""

SBV = """\
0:00:01.000,0:00:03.500
Đảng ủy Khối doanh nghiệp
Hải Phòng & cơ sở

1:02:03.040,1:02:05.000
Nghị quyết số
28
"""

TTML = """\
<?xml version="1.0" encoding="utf-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="vi"><body><div>
<p begin="00:00:01.000" dur="2.5s">Đảng ủy Khối doanh nghiệp<br/>Hải Phòng &amp; <span>cơ sở</span></p>
<p begin="01:02:03.040" end="01:02:05.000">Nghị quyết số<br/>28</p>
</div></body></tt>
"""
