"""The sentences of the pages, in English and Vietnamese."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES = ("en", "vi")

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "sandbox": (
        "This is the sandbox, a local YouTube for tests. No real account is touched.",
        "Đây là YouTube thử nghiệm trên máy này. Không có tài khoản thật nào bị ảnh hưởng.",
    ),
    "app-desktop": ("A desktop app", "Một ứng dụng trên máy tính"),
    "app-tv": ("An app on a TV or device", "Một ứng dụng trên TV hoặc thiết bị"),
    "account": ("Choose an account", "Chọn tài khoản"),
    "account-why": ("{app} wants you to sign in.", "{app} yêu cầu bạn đăng nhập."),
    "channel": ("Choose a channel", "Chọn kênh"),
    "channel-why": (
        "{account} has several channels. {app} will see and manage only the one that you choose.",
        "{account} có nhiều kênh. {app} chỉ xem và quản lý được kênh mà bạn chọn.",
    ),
    "no-channel": ("This account has no YouTube channel.", "Tài khoản này chưa có kênh YouTube."),
    "consent": ("{app} wants access to your account", "{app} muốn truy cập vào tài khoản của bạn"),
    "signed-in": ("Account", "Tài khoản"),
    "acting-as": ("Channel", "Kênh"),
    "another": ("Choose another account", "Chọn tài khoản khác"),
    "unverified": (
        "Google has not verified this app. Its consent screen is in Testing: the login ends after 7 days.",
        "Google chưa xác minh ứng dụng này. Màn hình đồng ý đang ở chế độ thử nghiệm: đăng nhập hết hạn sau 7 ngày.",
    ),
    "choose": ("Select what the app may do", "Chọn những việc ứng dụng được phép làm"),
    "will": ("This will allow the app to:", "Ứng dụng sẽ được phép:"),
    "continue": ("Continue", "Tiếp tục"),
    "cancel": ("Cancel", "Hủy"),
    "next": ("Next", "Tiếp theo"),
    "device": ("Connect a device", "Kết nối thiết bị"),
    "device-code": ("Enter the code displayed on your device", "Nhập mã hiển thị trên thiết bị của bạn"),
    "device-wrong": (
        "No device waits with this code. Check it and try again.",
        "Không có thiết bị nào đang chờ mã này. Hãy kiểm tra rồi thử lại.",
    ),
    "device-granted": ("The device is connected", "Thiết bị đã được kết nối"),
    "device-denied": ("Access was denied", "Bạn đã từ chối quyền truy cập"),
    "device-close": ("You can close this page.", "Bạn có thể đóng trang này."),
    "blocked": ("Access blocked: Authorization Error", "Quyền truy cập bị chặn: Lỗi ủy quyền"),
    "error": ("Error {status}: {error}", "Lỗi {status}: {error}"),
    "stale": ("This form is out of date", "Biểu mẫu đã hết hiệu lực"),
    "stale-form": (
        "It was sent already, or the sandbox was started anew. Go back to the app and start again.",
        "Biểu mẫu này đã được gửi, hoặc YouTube thử nghiệm đã khởi động lại. Hãy quay lại ứng dụng và bắt đầu lại.",
    ),
}

# Named by the ends of the scopes; the English is that of the discovery documents and of Google's list of scopes.
_SCOPES: Mapping[str, tuple[str, str]] = {
    "openid": (
        "Associate you with your personal info on Google",
        "Liên kết bạn với thông tin cá nhân của bạn trên Google",
    ),
    "userinfo.email": (
        "See your primary Google Account email address",
        "Xem địa chỉ email chính của Tài khoản Google của bạn",
    ),
    "userinfo.profile": (
        "See your personal info, including any personal info you've made publicly available",
        "Xem thông tin cá nhân của bạn, kể cả thông tin mà bạn đã công khai",
    ),
    "youtube": ("Manage your YouTube account", "Quản lý tài khoản YouTube của bạn"),
    "youtube.readonly": ("View your YouTube account", "Xem tài khoản YouTube của bạn"),
    "youtube.force-ssl": (
        "See, edit, and permanently delete your YouTube videos, ratings, comments and captions",
        "Xem, chỉnh sửa và xóa vĩnh viễn video, lượt xếp hạng, bình luận và phụ đề trên YouTube của bạn",
    ),
    "youtube.upload": ("Manage your YouTube videos", "Quản lý video trên YouTube của bạn"),
    "youtube.channel-memberships.creator": (
        "See a list of your current active channel members, their current level, and when they became a member",
        "Xem danh sách hội viên hiện tại của kênh, cấp của họ và thời điểm họ trở thành hội viên",
    ),
    "youtubepartner": (
        "View and manage your assets and associated content on YouTube",
        "Xem và quản lý tài sản cũng như nội dung liên quan của bạn trên YouTube",
    ),
    "youtubepartner-channel-audit": (
        "View private information of your YouTube channel relevant during the audit process with a YouTube partner",
        "Xem thông tin riêng tư của kênh YouTube trong quá trình kiểm tra với một đối tác của YouTube",
    ),
    "yt-analytics.readonly": (
        "View YouTube Analytics reports for your YouTube content",
        "Xem báo cáo YouTube Analytics về nội dung của bạn trên YouTube",
    ),
    "yt-analytics-monetary.readonly": (
        "View monetary and non-monetary YouTube Analytics reports for your YouTube content",
        "Xem báo cáo YouTube Analytics về doanh thu và các số liệu khác của nội dung của bạn trên YouTube",
    ),
}


class Words:
    """The sentences in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._place = LANGUAGES.index(language)

    def __call__(self, name: str, **facts: object) -> str:
        """A sentence with its facts."""
        return _SENTENCES[name][self._place].format(**facts)

    def scope(self, short: str) -> str:
        """What a scope allows, by its end."""
        return _SCOPES[short][self._place]


def choose(hl: str, accepted: str) -> Words:
    """The language that is asked for, else the first that the browser accepts and is here, else English."""
    wanted = [(1.0, hl)] if hl else _accepted(accepted)
    for _, name in sorted(wanted, key=lambda each: -each[0]):
        language = name.strip().lower().partition("-")[0]
        if language in LANGUAGES:
            return Words(language)
    return Words("en")


def _accepted(header: str) -> list[tuple[float, str]]:
    """The languages of an Accept-Language header with their weights."""
    found = []
    for each in header.split(","):
        name, _, weight = each.partition(";")
        try:
            found.append((float(weight.strip().removeprefix("q=") or 1), name))
        except ValueError:
            continue
    return [each for each in found if each[0] > 0]
