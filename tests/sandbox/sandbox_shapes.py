"""The resources as the reference pages show them ("Resource representation"), in the words of those pages.

`(key)` stands for any name. Longs are strings in JSON, integers and doubles are numbers.
Beside each are the properties that the sandbox never shows to a channel's owner, and why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml


@dataclass(frozen=True)
class Shape:
    """What a page shows of a resource; `absent` are paths that the sandbox leaves out, each with the reason."""

    page: str
    keys: dict[str, Any]
    absent: dict[str, str] = field(default_factory=dict)
    beyond: dict[str, str] = field(default_factory=dict)
    """Paths that are shown and stand on no page, each with the reason."""


def read_shape(text: str) -> dict[str, Any]:
    """A resource in the words of its page, with the kind and the etag that every one has."""
    found: dict[str, Any] = yaml.safe_load(text)
    return {"kind": "string", "etag": "etag", **found}


_THUMBNAILS = "{(key): {url: string, width: unsigned integer, height: unsigned integer}}"
_TEXTS = "{title: string, description: string}"

PARTNERS = "Only partners of YouTube who own content have it."
LIVE = "Only live streams have it."
GONE = "It was withdrawn; the page says since when."
UNDECODED = "The sandbox decodes no file; what it said of its streams would be invented."
UNSUGGESTED = "The sandbox looks at no pictures and no sound, and has nothing to suggest."

CHANNEL = Shape(
    "channels",
    read_shape(f"""
id: string
snippet:
  title: string
  description: string
  customUrl: string
  publishedAt: datetime
  thumbnails: {_THUMBNAILS}
  defaultLanguage: string
  localized: {_TEXTS}
  country: string
contentDetails:
  relatedPlaylists: {{likes: string, favorites: string, uploads: string}}
statistics:
  viewCount: unsigned long
  subscriberCount: unsigned long
  hiddenSubscriberCount: boolean
  videoCount: unsigned long
topicDetails: {{topicIds: [string], topicCategories: [string]}}
status:
  privacyStatus: string
  isLinked: boolean
  longUploadsStatus: string
  madeForKids: boolean
  selfDeclaredMadeForKids: boolean
brandingSettings:
  channel:
    title: string
    description: string
    keywords: string
    trackingAnalyticsAccountId: string
    unsubscribedTrailer: string
    defaultLanguage: string
    country: string
  watch: {{textColor: string, backgroundColor: string, featuredPlaylistId: string}}
auditDetails:
  overallGoodStanding: boolean
  communityGuidelinesGoodStanding: boolean
  copyrightStrikesGoodStanding: boolean
  contentIdClaimsGoodStanding: boolean
contentOwnerDetails: {{contentOwner: string, timeLinked: datetime}}
localizations: {{(key): {_TEXTS}}}
"""),
    {
        "contentDetails.relatedPlaylists.favorites": GONE,
        "topicDetails": "The sandbox does not find out what a channel is about.",
        "auditDetails": "It takes a scope of its own, youtubepartner-channel-audit.",
        "contentOwnerDetails": PARTNERS,
        "brandingSettings.watch": GONE,
        # These are shown once channels.update has set them.
        "snippet.defaultLanguage": "It is there once it was set.",
        "status.selfDeclaredMadeForKids": "It is there once it was set.",
        "brandingSettings.channel.description": "It is there once it was set.",
        "brandingSettings.channel.keywords": "It is there once it was set.",
        "brandingSettings.channel.trackingAnalyticsAccountId": "It is there once it was set.",
        "brandingSettings.channel.unsubscribedTrailer": "It is there once it was set.",
        "brandingSettings.channel.defaultLanguage": "It is there once it was set.",
        "localizations": "They are there once they were set.",
    },
    {"brandingSettings.image": "The page of channelBanners says that it is there once a banner was set."},
)

CHANNEL_SECTION = Shape(
    "channelSections",
    read_shape("""
id: string
snippet: {type: string, channelId: string, title: string, position: unsigned integer}
contentDetails: {playlists: [string], channels: [string]}
"""),
)

PLAYLIST = Shape(
    "playlists",
    read_shape(f"""
id: string
snippet:
  publishedAt: datetime
  channelId: string
  title: string
  description: string
  thumbnails: {_THUMBNAILS}
  channelTitle: string
  defaultLanguage: string
  localized: {_TEXTS}
status: {{privacyStatus: string, podcastStatus: string}}
contentDetails: {{itemCount: unsigned integer}}
player: {{embedHtml: string}}
localizations: {{(key): {_TEXTS}}}
"""),
    beyond={"snippet.thumbnailVideoId": "The discovery document has it, the page has not."},
)

PLAYLIST_ITEM = Shape(
    "playlistItems",
    read_shape(f"""
id: string
snippet:
  publishedAt: datetime
  channelId: string
  title: string
  description: string
  thumbnails: {_THUMBNAILS}
  channelTitle: string
  videoOwnerChannelTitle: string
  videoOwnerChannelId: string
  playlistId: string
  position: unsigned integer
  resourceId: {{kind: string, videoId: string}}
contentDetails: {{videoId: string, startAt: string, endAt: string, note: string, videoPublishedAt: datetime}}
status: {{privacyStatus: string}}
"""),
)

VIDEO = Shape(
    "videos",
    read_shape(f"""
id: string
snippet:
  publishedAt: datetime
  channelId: string
  title: string
  description: string
  thumbnails: {_THUMBNAILS}
  channelTitle: string
  tags: [string]
  categoryId: string
  liveBroadcastContent: string
  defaultLanguage: string
  localized: {_TEXTS}
  defaultAudioLanguage: string
contentDetails:
  duration: string
  dimension: string
  definition: string
  caption: string
  licensedContent: boolean
  regionRestriction: {{allowed: [string], blocked: [string]}}
  contentRating: {{(key): string}}
  projection: string
  hasCustomThumbnail: boolean
status:
  uploadStatus: string
  failureReason: string
  rejectionReason: string
  privacyStatus: string
  publishAt: datetime
  license: string
  embeddable: boolean
  publicStatsViewable: boolean
  madeForKids: boolean
  selfDeclaredMadeForKids: boolean
  containsSyntheticMedia: boolean
statistics:
  viewCount: unsigned long
  likeCount: unsigned long
  dislikeCount: unsigned long
  favoriteCount: unsigned long
  commentCount: unsigned long
paidProductPlacementDetails: {{hasPaidProductPlacement: boolean}}
player: {{embedHtml: string, embedHeight: long, embedWidth: long}}
topicDetails: {{topicIds: [string], relevantTopicIds: [string], topicCategories: [string]}}
recordingDetails: {{recordingDate: datetime}}
fileDetails:
  fileName: string
  fileSize: unsigned long
  fileType: string
  container: string
  videoStreams:
    - widthPixels: unsigned integer
      heightPixels: unsigned integer
      frameRateFps: double
      aspectRatio: double
      codec: string
      bitrateBps: unsigned long
      rotation: string
      vendor: string
  audioStreams: [{{channelCount: unsigned integer, codec: string, bitrateBps: unsigned long, vendor: string}}]
  durationMs: unsigned long
  bitrateBps: unsigned long
  creationTime: string
processingDetails:
  processingStatus: string
  processingProgress: {{partsTotal: unsigned long, partsProcessed: unsigned long, timeLeftMs: unsigned long}}
  processingFailureReason: string
  fileDetailsAvailability: string
  processingIssuesAvailability: string
  tagSuggestionsAvailability: string
  editorSuggestionsAvailability: string
  thumbnailsAvailability: string
suggestions:
  processingErrors: [string]
  processingWarnings: [string]
  processingHints: [string]
  tagSuggestions: [{{tag: string, categoryRestricts: [string]}}]
  editorSuggestions: [string]
liveStreamingDetails:
  actualStartTime: datetime
  actualEndTime: datetime
  scheduledStartTime: datetime
  scheduledEndTime: datetime
  concurrentViewers: unsigned long
  activeLiveChatId: string
brandPartner: {{channelId: string, channelHandle: string}}
localizations: {{(key): {_TEXTS}}}
"""),
    {
        "contentDetails.regionRestriction": PARTNERS,
        "status.rejectionReason": "A video has it that YouTube takes down.",
        "topicDetails.topicIds": GONE,
        "topicDetails.relevantTopicIds": GONE,
        "fileDetails.videoStreams": UNDECODED,
        "fileDetails.audioStreams": UNDECODED,
        "fileDetails.creationTime": UNDECODED,
        "suggestions": UNSUGGESTED,
        "liveStreamingDetails": LIVE,
        "brandPartner": "It is there once it was set.",
    },
)

VIDEO_CATEGORY = Shape(
    "videoCategories", read_shape("{id: string, snippet: {channelId: string, title: string, assignable: boolean}}")
)

VIDEO_STATS = Shape(
    "videos/batchGetStats",
    read_shape("""
id: string
snippet: {publishTime: datetime}
contentDetails: {duration: string}
statistics: {viewCount: long, likeCount: long, commentCount: long}
"""),
)

THUMBNAIL_SET = Shape("thumbnails/set", read_shape(f"items: [{_THUMBNAILS}]"))

# Envelopes. What a list has beside its entries depends on where in the list the page is.

PAGES = Shape(
    "every list with pages",
    read_shape("""
nextPageToken: string
prevPageToken: string
pageInfo: {totalResults: unsigned integer, resultsPerPage: unsigned integer}
items: [{(key): anything}]
"""),
)

WHOLE = Shape("every list without pages", read_shape("items: [{(key): anything}]"))

ERROR = Shape(
    "errors",
    yaml.safe_load("""
error:
  code: integer
  message: string
  status: string
  errors: [{domain: string, reason: string, message: string, location: string, locationType: string}]
  details: [{(key): anything}]
"""),
)
