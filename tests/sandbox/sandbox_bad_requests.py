"""Bad requests, and how the API refuses each: from the methods' reference pages and the pages of errors (facts 2, 5).

A row is: the rule | method query | body, in YAML | code reason location domain. Location and domain are left out where
no page has them. `$name` is the id of something that is there; `$x151` is 151 times x, `$ids51` 51 ids. A method
behind `key` is called with an API key alone. A method that takes media begins a resumable upload.
"""

from __future__ import annotations

from sandbox_bad_writes import ITEMS, METADATA, PLAYLISTS, SECTIONS, VIDEOS

LISTS = {
    "channels.list": ("mine=true", "id=$channel"),
    "channelSections.list": ("mine=true", "channelId=$channel"),
    "playlists.list": ("mine=true", "id=$playlist"),
    "playlistItems.list": ("playlistId=$playlist", "id=$item"),
    "videos.list": ("id=$video", "chart=mostPopular"),
    "videoCategories.list": ("regionCode=VN", "id=25"),
}
"""Every list with a filter that is good, and another one."""

_OF_EVERY_LIST = """
a list needs parts | {list} {filter} | - | 400 required part global
a list needs parts that are named | {list} part=&{filter} | - | 400 required part global
a part exists | {list} part=colour&{filter} | - | 400 unknownPart part youtube.part
every part exists | {list} part=id,snippet,nein&{filter} | - | 400 unknownPart part youtube.part
a list needs a filter | {list} part=id | - | 400 missingRequiredParameter parameters. youtube.parameter
a list takes one filter | {list} part=id&{filter}&{second} | - | 400 incompatibleParameters parameters.
    youtube.parameter
a parameter exists | {list} part=id&{filter}&max=5 | - | 400 unexpectedParameter max youtube.parameter
a filter has 50 ids | {list} part=id&id=$ids51 | - | 400 invalidFilters id youtube.parameter
"""

_OF_EVERY_PAGE = """
a page has no -1 entries | {list} part=id&{filter}&maxResults=-1 | - | 400 invalidParameter maxResults
a page has no 51 entries | {list} part=id&{filter}&maxResults=51 | - | 400 invalidParameter maxResults
a size is a number | {list} part=id&{filter}&maxResults=many | - | 400 invalidParameter maxResults
a size is whole | {list} part=id&{filter}&maxResults=2.5 | - | 400 invalidParameter maxResults
a token is the API's | {list} part=id&{filter}&pageToken=x | - | 400 invalidPageToken pageToken youtube.parameter
a token is whole | {list} part=id&{filter}&pageToken=CAUQ | - | 400 invalidPageToken pageToken youtube.parameter
nobody acts for a content owner | {list} part=id&{filter}&onBehalfOfContentOwner=x | - | 403 cmsUserAccountNotFound
"""

_READS = """
a flag is one | playlists.list part=id&mine=perhaps | - | 400 invalidParameter mine
a flag is one | channels.list part=id&mine=2 | - | 400 invalidParameter mine
a chart is known | videos.list part=id&chart=best | - | 400 invalidParameter chart
a rating is known | videos.list part=id&myRating=meh | - | 400 invalidParameter myRating
a player is not so low | videos.list part=player&id=$video&maxHeight=71 | - | 400 invalidParameter maxHeight
a player is not so high | videos.list part=player&id=$video&maxHeight=8193 | - | 400 invalidParameter maxHeight
a player is not so narrow | videos.list part=player&id=$video&maxWidth=71 | - | 400 invalidParameter maxWidth
a width is a number | videos.list part=player&id=$video&maxWidth=wide | - | 400 invalidParameter maxWidth
a chart's page has an entry | videos.list part=id&chart=mostPopular&maxResults=0 | - | 400 invalidParameter maxResults
answers are JSON | playlists.list part=id&mine=true&alt=xml | - | 400 invalidParameter alt
a form of errors is known | playlists.list part=id&mine=true&$.xgafv=3 | - | 400 invalidParameter $.xgafv
prettiness is a flag | playlists.list part=id&mine=true&prettyPrint=very | - | 400 invalidParameter prettyPrint
brackets are closed | playlists.list part=id&mine=true&fields=items(id | - | 400 invalidParameter fields
brackets are opened | playlists.list part=id&mine=true&fields=items) | - | 400 invalidParameter fields
a field is one of the answer | playlists.list part=id&mine=true&fields=items(nope) | - | 400 invalidParameter fields
a field within a field is one of it | playlists.list part=id&mine=true&fields=items/snippet/nope | - | 400
    invalidParameter fields
a text has no fields | playlists.list part=id&mine=true&fields=etag/nope | - | 400 invalidParameter fields
a field has a name | playlists.list part=id&mine=true&fields=items//id | - | 400 invalidParameter fields
a field is not empty | playlists.list part=id&mine=true&fields=, | - | 400 invalidParameter fields
playlists have no figures | playlists.list part=statistics&mine=true | - | 400 unknownPart part youtube.part
items have no player | playlistItems.list part=player&playlistId=$playlist | - | 400 unknownPart part youtube.part
invideoPromotion is gone | channels.list part=invideoPromotion&mine=true | - | 400 unknownPart part youtube.part
files are the owner's | videos.list part=fileDetails&id=$their_video | - | 403 forbidden . youtube.video
processing is the owner's | videos.list part=processingDetails&id=$their_video | - | 403 forbidden . youtube.video
suggestions are the owner's | videos.list part=suggestions&id=$their_video | - | 403 forbidden . youtube.video
a language is known | channels.list part=snippet&mine=true&hl=xx | - | 400 unsupportedLanguageCode hl
a language is known | playlists.list part=snippet&mine=true&hl=xx | - | 400 unsupportedLanguageCode hl
a language is known | videos.list part=snippet&id=$video&hl=tlh | - | 400 unsupportedLanguageCode hl
a language is known | videoCategories.list part=snippet&regionCode=VN&hl=xx | - | 400 unsupportedLanguageCode hl
a language is a code | playlists.list part=snippet&mine=true&hl=tiếng+Việt | - | 400 invalidLanguage hl
a region is a code | videoCategories.list part=snippet&regionCode=Vietnam | - | 400 invalidRegionCode regionCode
the history is not shown | playlistItems.list part=id&playlistId=HL | - | 403 watchHistoryNotAccessible playlistId
watch-later is not shown | playlistItems.list part=id&playlistId=WL | - | 403 watchLaterNotAccessible playlistId
a category exists | videoCategories.list part=snippet&id=999 | - | 404 videoCategoryNotFound id
a channel exists | playlists.list part=id&channelId=UCnobody | - | 404 channelNotFound channelId youtube.playlist
a channel exists | channelSections.list part=id&channelId=UCno | - | 404 channelNotFound channelId
uploads are no channel | channelSections.list part=id&channelId=$uploads | - | 404 channelNotFound channelId
    youtube.channelSection
a playlist exists | playlistItems.list part=id&playlistId=PLno | - | 404 playlistNotFound playlistId
    youtube.playlistItem
a video exists | playlistItems.list part=id&playlistId=$playlist&videoId=no | - | 404 videoNotFound videoId
    youtube.playlistItem
others' lists are theirs | playlistItems.list part=id&playlistId=$their_private | - | 403 playlistItemsNotAccessible
    playlistId
figures are of videos | videos.batchGetStats part=statistics | - | 400 required id
figures are of 50 videos | videos.batchGetStats part=statistics&id=$ids51 | - | 400 invalidFilters id
    youtube.parameter
figures have few parts | videos.batchGetStats part=status&id=$video | - | 400 unknownPart part youtube.part
mine is somebody's | key channels.list part=id&mine=true | - | 401 authorizationRequired
mine is somebody's | key channelSections.list part=id&mine=true | - | 401 authorizationRequired
mine is somebody's | key playlists.list part=id&mine=true | - | 401 authorizationRequired
a key sees nothing private | key playlistItems.list part=id&playlistId=$private | - | 403 playlistItemsNotAccessible
    playlistId
"""


def rows() -> list[tuple[str, str, str, str]]:
    """All rows, in their four columns."""
    text = _READS + PLAYLISTS + ITEMS + SECTIONS + VIDEOS
    for name, (filter_, second) in LISTS.items():
        text += _OF_EVERY_LIST.format(list=name, filter=filter_, second=second)
    for name in ("channels.list", "playlists.list", "playlistItems.list"):
        text += _OF_EVERY_PAGE.format(list=name, filter=LISTS[name][0])
    text += METADATA.format(method="videos.insert", id="")
    text += METADATA.format(method="videos.update", id="id: $video, ")
    found = [line.split(" | ") for line in text.replace("\n    ", " ").splitlines() if line]
    return [(rule, asked, body, refusal) for rule, asked, body, refusal in found]
