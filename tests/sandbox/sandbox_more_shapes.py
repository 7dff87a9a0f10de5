"""More resources as the reference pages show them; sandbox_shapes.py explains how they are written."""

from __future__ import annotations

import yaml
from sandbox_shapes import Shape, read_shape

CAPTION = Shape(
    "captions",
    read_shape("""
id: string
snippet:
  videoId: string
  lastUpdated: datetime
  trackKind: string
  language: string
  name: string
  audioTrackType: string
  isCC: boolean
  isLarge: boolean
  isEasyReader: boolean
  isDraft: boolean
  isAutoSynced: boolean
  status: string
  failureReason: string
"""),
)

PLAYLIST_IMAGE = Shape(
    "playlistImages",
    {
        "kind": "string",
        "id": "string",
        "snippet": dict.fromkeys(("playlistId", "type"), "string") | dict.fromkeys(("width", "height"), "integer"),
    },
)

SEARCH_RESULT = Shape(
    "search",
    read_shape("""
id: {kind: string, videoId: string, channelId: string, playlistId: string}
snippet:
  publishedAt: datetime
  channelId: string
  title: string
  description: string
  thumbnails: {(key): {url: string, width: unsigned integer, height: unsigned integer}}
  channelTitle: string
  liveBroadcastContent: string
"""),
    beyond={"snippet.publishTime": "Answers have it, the page has not."},
)

_COMMENT = """
snippet:
  authorDisplayName: string
  authorProfileImageUrl: string
  authorChannelUrl: string
  authorChannelId: {value: string}
  channelId: string
  textDisplay: string
  textOriginal: string
  parentId: string
  canRate: boolean
  viewerRating: string
  likeCount: unsigned integer
  moderationStatus: string
  publishedAt: datetime
  updatedAt: datetime
"""

_UNUSUAL = {
    "snippet.moderationStatus": "It is there when a moderator asks for comments that are held.",
    "snippet.channelId": "It is there when the comment is on a channel, or on a video of it.",
}
_BEYOND = {
    "snippet.videoId": "The discovery document has it, the page has not.",
    "snippet.imageUrl": "The revision history of 30 Sep 2026 has it.",
}

COMMENT = Shape("comments", read_shape("id: string" + _COMMENT), _UNUSUAL, _BEYOND)

COMMENT_THREAD = Shape(
    "commentThreads",
    read_shape("""
id: string
snippet:
  channelId: string
  videoId: string
  topLevelComment: {(key): anything}
  canReply: boolean
  totalReplyCount: unsigned integer
  isPublic: boolean
replies: {comments: [{(key): anything}]}
"""),
)

LANGUAGE = Shape("i18nLanguages", read_shape("{id: string, snippet: {hl: string, name: string}}"))

REGION = Shape("i18nRegions", read_shape("{id: string, snippet: {gl: string, name: string}}"))

RATINGS = Shape("videos/getRating", read_shape("items: [{videoId: string, rating: string}]"))

RESULT_TABLE = Shape(
    "analytics/reference/reports/query",
    yaml.safe_load("""
kind: string
columnHeaders: [{name: string, dataType: string, columnType: string}]
rows: [anything]
"""),
)

JOB = Shape(
    "reporting/v1/reference/rest/v1/jobs",
    yaml.safe_load("""
id: string
reportTypeId: string
name: string
createTime: datetime
expireTime: datetime
systemManaged: boolean
"""),
    {"expireTime": "A job has it that is about to end.", "systemManaged": "It is left out while it is false."},
)

REPORT = Shape(
    "reporting/v1/reference/rest/v1/jobs.reports",
    yaml.safe_load("""
id: string
jobId: string
startTime: datetime
endTime: datetime
createTime: datetime
jobExpireTime: datetime
downloadUrl: string
"""),
    {"jobExpireTime": "A report has it whose job is about to end."},
)

REPORT_TYPE = Shape(
    "reporting/v1/reference/rest/v1/reportTypes",
    yaml.safe_load("{id: string, name: string, deprecateTime: datetime, systemManaged: boolean}"),
    {"systemManaged": "It is left out while it is false.", "deprecateTime": "A type has it that is withdrawn."},
)
