"""Bad writes, in the rows that sandbox_bad_requests.py explains; METADATA is of videos.insert and videos.update."""

from __future__ import annotations

PLAYLISTS = """
a title is required | playlists.insert part=snippet | {} | 400 playlistTitleRequired body.snippet.title
    youtube.playlist
a title is required | playlists.insert part=snippet | {snippet: {description: A}} | 400 playlistTitleRequired
    body.snippet.title
a title is not empty | playlists.insert part=snippet | {snippet: {title: ""}} | 400 playlistTitleRequired
    body.snippet.title
a title of an ignored part is none | playlists.insert part=status | {snippet: {title: A}} | 400 playlistTitleRequired
a title has 150 characters | playlists.insert part=snippet | {snippet: {title: $x151}} | 400 invalidPlaylistSnippet
    body.snippet.title
an emoji is two of them | playlists.insert part=snippet | {snippet: {title: $😀76}} | 400 invalidPlaylistSnippet
    body.snippet.title
a title is not blank | playlists.insert part=snippet | {snippet: {title: "  "}} | 400 invalidPlaylistSnippet
    body.snippet.title
a title has no < | playlists.insert part=snippet | {snippet: {title: a<b}} | 400 invalidPlaylistSnippet
    body.snippet.title
a title has no > | playlists.insert part=snippet | {snippet: {title: a>b}} | 400 invalidPlaylistSnippet
    body.snippet.title
a title has no U+2028 | playlists.insert part=snippet | {snippet: {title: "a\\Lb"}} | 400 invalidPlaylistSnippet
    body.snippet.title
a description has 5000 bytes | playlists.insert part=snippet | {snippet: {title: A, description: $x5001}} | 400
    invalidPlaylistSnippet
a description has no < | playlists.insert part=snippet | {snippet: {title: A, description: <b>}} | 400
    invalidPlaylistSnippet
a description has no U+2028 | playlists.insert part=snippet | {snippet: {title: A, description: "\\L"}} | 400
    invalidPlaylistSnippet
a language is a code | playlists.insert part=snippet | {snippet: {title: A, defaultLanguage: tiếng}} | 400
    invalidPlaylistSnippet
texts need a language | playlists.insert part=snippet,localizations | {snippet: {title: A}, localizations: {en:
    {title: B}}} | 400 defaultLanguageNotSetError . youtube.playlist
texts have a known one | playlists.insert part=snippet,localizations | {snippet: {title: A, defaultLanguage: vi},
    localizations: {nb: {title: B}}} | 400 localizationValidationError . youtube.playlist
texts have a title | playlists.insert part=snippet,localizations | {snippet: {title: A, defaultLanguage: vi},
    localizations: {en: {}}} | 400 localizationValidationError
texts have a short title | playlists.insert part=snippet,localizations | {snippet: {title: A, defaultLanguage: vi},
    localizations: {en: {title: $x151}}} | 400 localizationValidationError
privacy is one of three | playlists.insert part=snippet,status | {snippet: {title: A}, status: {privacyStatus:
    secret}} | 400 invalid body.status.privacyStatus
a podcast is on or off | playlists.insert part=snippet,status | {snippet: {title: A}, status: {podcastStatus: maybe}}
    | 400 invalid body.status.podcastStatus
a field exists | playlists.insert part=snippet | {snippet: {title: A, colour: red}} | 400 invalid body.snippet.colour
a field exists | playlists.insert part=snippet | {snippet: {title: A}, colour: red} | 400 invalid body.colour
a title is a string | playlists.insert part=snippet | {snippet: {title: 5}} | 400 invalid body.snippet.title
a title is one | playlists.insert part=snippet | {snippet: {title: [A]}} | 400 invalid body.snippet.title
a snippet is an object | playlists.insert part=snippet | {snippet: A} | 400 invalid body.snippet
tags are many | playlists.insert part=snippet | {snippet: {title: A, tags: a}} | 400 invalid body.snippet.tags
a body is JSON | playlists.insert part=snippet | raw {"snippet": | 400 parseError
a body is an object | playlists.insert part=snippet | [] | 400 parseError
a write needs parts | playlists.insert x=1 | {snippet: {title: A}} | 400 unexpectedParameter x
a write needs parts | playlists.insert | {snippet: {title: A}} | 400 required part global
a part exists | playlists.insert part=snippet,figures | {snippet: {title: A}} | 400 unknownPart part youtube.part
a key writes nothing | key playlists.insert part=snippet | {snippet: {title: A}} | 401 authorizationRequired
nobody acts for a content owner | playlists.insert part=snippet&onBehalfOfContentOwner=x | {snippet: {title: A}} | 403
    cmsUserAccountNotFound
a change is of something | playlists.update part=snippet | {snippet: {title: A}} | 400 required body.id
a change needs a title | playlists.update part=status | {id: $playlist, status: {privacyStatus: public}} | 400
    playlistTitleRequired body.snippet.title youtube.playlist
a title has 150 characters | playlists.update part=snippet | {id: $playlist, snippet: {title: $x151}} | 400
    invalidPlaylistSnippet body.snippet.title
texts need a language | playlists.update part=snippet,localizations | {id: $playlist, snippet: {title: A},
    localizations: {en: {title: B}}} | 400 defaultLanguageNotSetError
a playlist exists | playlists.update part=snippet | {id: PLno, snippet: {title: A}} | 404 playlistNotFound body.id
    youtube.playlist
uploads are not renamed | playlists.update part=snippet | {id: $uploads, snippet: {title: A}} | 400
    playlistOperationUnsupported . youtube.playlist
another's is another's | playlists.update part=snippet | {id: $their_playlist, snippet: {title: A}} | 403
    playlistForbidden . youtube.playlist
a deletion is of something | playlists.delete | - | 400 required id
a playlist exists | playlists.delete id=PLno | - | 404 playlistNotFound id youtube.playlist
uploads are not deleted | playlists.delete id=$uploads | - | 400 playlistOperationUnsupported id youtube.playlist
another's is another's | playlists.delete id=$their_playlist | - | 403 playlistForbidden id youtube.playlist
a key deletes nothing | key playlists.delete id=$playlist | - | 401 authorizationRequired
"""

ITEMS = """
an entry is of a list | playlistItems.insert part=snippet | {snippet: {resourceId: $resource}} | 400
    playlistIdRequired body.snippet.playlistId youtube.playlistItem
an entry is of a list | playlistItems.insert part=snippet | {} | 400 playlistIdRequired body.snippet.playlistId
    youtube.playlistItem
an entry is of a video | playlistItems.insert part=snippet | {snippet: {playlistId: $playlist}} | 400
    resourceIdRequired body.snippet.resourceId youtube.playlistItem
an entry is of a video | playlistItems.insert part=snippet | {snippet: {playlistId: $playlist, resourceId: {kind:
    youtube#video}}} | 400 resourceIdRequired
a channel is no entry | playlistItems.insert part=snippet | {snippet: {playlistId: $playlist, resourceId: {kind:
    youtube#channel, channelId: UC1}}} | 400 invalidResourceType . youtube.playlistItem
a kind is told | playlistItems.insert part=snippet | {snippet: {playlistId: $playlist, resourceId: {videoId: $video}}}
    | 400 invalidResourceType
a place is in the list | playlistItems.insert part=snippet | {snippet: {playlistId: $playlist, resourceId: $resource,
    position: 2}} | 400 invalidPlaylistItemPosition body.snippet.position youtube.playlistItem
a place is not below 0 | playlistItems.insert part=snippet | {snippet: {playlistId: $playlist, resourceId: $resource,
    position: -1}} | 400 invalid body.snippet.position
a place is a number | playlistItems.insert part=snippet | {snippet: {playlistId: $playlist, resourceId: $resource,
    position: first}} | 400 invalid body.snippet.position
a note has 280 characters | playlistItems.insert part=snippet,contentDetails | {snippet: {playlistId: $playlist,
    resourceId: $resource}, contentDetails: {note: $x281}} | 400 invalidContentDetails . youtube.playlistItem
a playlist exists | playlistItems.insert part=snippet | {snippet: {playlistId: PLno, resourceId: $resource}} | 404
    playlistNotFound . youtube.playlistItem
a video exists | playlistItems.insert part=snippet | {snippet: {playlistId: $playlist, resourceId: {kind:
    youtube#video, videoId: nichts}}} | 404 videoNotFound . youtube.playlistItem
others' private videos are theirs | playlistItems.insert part=snippet | {snippet: {playlistId: $playlist, resourceId:
    {kind: youtube#video, videoId: $their_secret}}} | 400 failedPrecondition
uploads only grow by uploading | playlistItems.insert part=snippet | {snippet: {playlistId: $uploads, resourceId:
    $resource}} | 400 playlistOperationUnsupported . youtube.playlistItem
another's is another's | playlistItems.insert part=snippet | {snippet: {playlistId: $their_playlist, resourceId:
    $resource}} | 403 playlistItemsNotAccessible . youtube.playlistItem
a part exists | playlistItems.insert part=snippet,localizations | {} | 400 unknownPart part youtube.part
a key writes nothing | key playlistItems.insert part=snippet | {snippet: {playlistId: $playlist, resourceId:
    $resource}} | 401 authorizationRequired
a move is of something | playlistItems.update part=snippet | {snippet: {playlistId: $playlist, resourceId: $resource}}
    | 400 playlistItemIdRequired body.id youtube.playlistItem
a move is in a list | playlistItems.update part=snippet | {id: $item, snippet: {resourceId: $resource}} | 400
    playlistIdRequired body.snippet.playlistId
a move is of a video | playlistItems.update part=snippet | {id: $item, snippet: {playlistId: $playlist}} | 400
    resourceIdRequired body.snippet.resourceId
a move is of a video | playlistItems.update part=snippet | {id: $item, snippet: {playlistId: $playlist, resourceId:
    {kind: youtube#playlist, playlistId: PL}}} | 400 invalidResourceType
an entry keeps its video | playlistItems.update part=snippet | {id: $item, snippet: {playlistId: $playlist,
    resourceId: {kind: youtube#video, videoId: nichts}}} | 400 invalidSnippet . youtube.playlistItem
a place is in the list | playlistItems.update part=snippet | {id: $item, snippet: {playlistId: $playlist, resourceId:
    $resource, position: 1}} | 400 invalidPlaylistItemPosition body.snippet.position
a note has 280 characters | playlistItems.update part=snippet,contentDetails | {id: $item, snippet: {playlistId:
    $playlist, resourceId: $resource}, contentDetails: {note: $x281}} | 400 invalidContentDetails
an entry exists | playlistItems.update part=snippet | {id: UExubw, snippet: {playlistId: $playlist, resourceId:
    $resource}} | 404 playlistItemNotFound . youtube.playlistItem
an entry is of that list | playlistItems.update part=snippet | {id: $item, snippet: {playlistId: $private, resourceId:
    $resource}} | 404 playlistItemNotFound
a playlist exists | playlistItems.update part=snippet | {id: $item, snippet: {playlistId: PLno, resourceId:
    $resource}} | 404 playlistNotFound . youtube.playlistItem
uploads are not sorted | playlistItems.update part=snippet | {id: $upload, snippet: {playlistId: $uploads, resourceId:
    $resource}} | 400 playlistOperationUnsupported
a deletion is of something | playlistItems.delete | - | 400 required id
an entry exists | playlistItems.delete id=UExubw | - | 404 playlistItemNotFound id youtube.playlistItem
uploads are not deleted so | playlistItems.delete id=$upload | - | 400 playlistOperationUnsupported id
    youtube.playlistItem
another's is another's | playlistItems.delete id=$their_item | - | 403 playlistItemsNotAccessible id
    youtube.playlistItem
"""

SECTIONS = """
a section has a snippet | channelSections.insert part=snippet | {} | 400 snippetNeeded . youtube.channelSection
a section has a type | channelSections.insert part=snippet | {snippet: {title: A}} | 400 typeRequired .
    youtube.channelSection
a type is known | channelSections.insert part=snippet | {snippet: {type: shelf}} | 400 invalid body.snippet.type
a type is defined | channelSections.insert part=snippet | {snippet: {type: channelsectionTypeUndefined}} | 400
    typeRequired
a shelf has contents | channelSections.insert part=snippet | {snippet: {type: singlePlaylist}} | 400
    contentDetailsNeeded . youtube.channelSection
contents of an ignored part are none | channelSections.insert part=snippet | {snippet: {type: singlePlaylist},
    contentDetails: {playlists: [$playlist]}} | 400 contentDetailsNeeded
a shelf has a playlist | channelSections.insert part=snippet,contentDetails | {snippet: {type: singlePlaylist},
    contentDetails: {channels: [UC1]}} | 400 onePlaylistNeeded . youtube.channelSection
a shelf has one playlist | channelSections.insert part=snippet,contentDetails | {snippet: {type: singlePlaylist},
    contentDetails: {playlists: [$playlist, $private]}} | 400 onePlaylistNeeded
shelves have playlists | channelSections.insert part=snippet,contentDetails | {snippet: {type: multiplePlaylists,
    title: A}, contentDetails: {channels: [UC1]}} | 400 playlistsNeeded . youtube.channelSection
shelves have each once | channelSections.insert part=snippet,contentDetails | {snippet: {type: multiplePlaylists,
    title: A}, contentDetails: {playlists: [$playlist, $playlist]}} | 400 playlistsDuplicated . youtube.channelSection
shelves have a title | channelSections.insert part=snippet,contentDetails | {snippet: {type: multiplePlaylists},
    contentDetails: {playlists: [$playlist]}} | 400 titleRequired . youtube.channelSection
a title has 100 characters | channelSections.insert part=snippet,contentDetails | {snippet: {type: multiplePlaylists,
    title: $x101}, contentDetails: {playlists: [$playlist]}} | 400 titleLengthExceeded . youtube.channelSection
a shelf is not private | channelSections.insert part=snippet,contentDetails | {snippet: {type: singlePlaylist},
    contentDetails: {playlists: [$private]}} | 400 playlistIsPrivate . youtube.channelSection
a channel is no playlist | channelSections.insert part=snippet,contentDetails | {snippet: {type: singlePlaylist},
    contentDetails: {playlists: [$channel]}} | 404 playlistNotFound . youtube.channelSection
a playlist exists | channelSections.insert part=snippet,contentDetails | {snippet: {type: singlePlaylist},
    contentDetails: {playlists: [PLno]}} | 404 playlistNotFound . youtube.channelSection
recent uploads have no lists | channelSections.insert part=snippet,contentDetails | {snippet: {type: recentUploads},
    contentDetails: {playlists: [$playlist]}} | 400 playlistsNotExpected . youtube.channelSection
popular uploads have no channels | channelSections.insert part=snippet,contentDetails | {snippet: {type:
    popularUploads}, contentDetails: {channels: [UC1]}} | 400 channelsNotExpected . youtube.channelSection
channels are some | channelSections.insert part=snippet,contentDetails | {snippet: {type: multipleChannels, title: A},
    contentDetails: {playlists: [$playlist]}} | 400 channelsNeeded . youtube.channelSection
channels have a title | channelSections.insert part=snippet,contentDetails | {snippet: {type: multipleChannels},
    contentDetails: {channels: [$their_channel]}} | 400 titleRequired
channels are others' | channelSections.insert part=snippet,contentDetails | {snippet: {type: multipleChannels, title:
    A}, contentDetails: {channels: [$channel]}} | 400 ownChannelInChannels . youtube.channelSection
channels are there once | channelSections.insert part=snippet,contentDetails | {snippet: {type: multipleChannels,
    title: A}, contentDetails: {channels: [$their_channel, $their_channel]}} | 400 channelsDuplicated .
    youtube.channelSection
a channel exists | channelSections.insert part=snippet,contentDetails | {snippet: {type: multipleChannels, title: A},
    contentDetails: {channels: [nobody]}} | 404 channelNotFound . youtube.channelSection
a place is on the page | channelSections.insert part=snippet | {snippet: {type: recentUploads, position: 9}} | 400
    inValidPosition . youtube.channelSection
a place is not below 0 | channelSections.insert part=snippet | {snippet: {type: recentUploads, position: -1}} | 400
    invalid body.snippet.position
a part exists | channelSections.insert part=status | {} | 400 unknownPart part youtube.part
a key writes nothing | key channelSections.insert part=snippet | {snippet: {type: recentUploads}} | 401
    authorizationRequired
a change is of something | channelSections.update part=snippet | {snippet: {type: recentUploads}} | 400 idRequired .
    youtube.channelSection
a change is whole | channelSections.update part=snippet | {id: $section} | 400 snippetNeeded
a section exists | channelSections.update part=snippet | {id: $channel.no, snippet: {type: recentUploads}} | 404
    channelSectionNotFound . youtube.channelSection
another's is another's | channelSections.update part=snippet | {id: $their_section, snippet: {type: recentUploads}} |
    403 channelSectionForbidden . youtube.channelSection
a place is on the page | channelSections.update part=snippet | {id: $section, snippet: {type: recentUploads, position:
    9}} | 400 inValidPosition
a shelf is not private | channelSections.update part=snippet,contentDetails | {id: $section, snippet: {type:
    singlePlaylist}, contentDetails: {playlists: [$private]}} | 400 playlistIsPrivate
a deletion is of something | channelSections.delete | - | 400 required id
a section exists | channelSections.delete id=$channel.no | - | 404 channelSectionNotFound id youtube.channelSection
another's is another's | channelSections.delete id=$their_section | - | 403 channelSectionForbidden id
    youtube.channelSection
"""

METADATA = """
a title is not empty | {method} part=snippet | {{{id}snippet: {{title: "", categoryId: "22"}}}} | 400 invalidTitle
    body.snippet.title youtube.video
a title is given | {method} part=snippet | {{{id}snippet: {{description: A, categoryId: "22"}}}} | 400 invalidTitle
    body.snippet.title
a title has 100 characters | {method} part=snippet | {{{id}snippet: {{title: $x101, categoryId: "22"}}}} | 400
    invalidTitle body.snippet.title
a title has no < | {method} part=snippet | {{{id}snippet: {{title: a<b, categoryId: "22"}}}} | 400 invalidTitle
    body.snippet.title
a title has no > | {method} part=snippet | {{{id}snippet: {{title: a>b, categoryId: "22"}}}} | 400 invalidTitle
    body.snippet.title
a description has 5000 bytes | {method} part=snippet | {{{id}snippet: {{title: A, description: $ộ1667, categoryId:
    "22"}}}} | 400 invalidDescription body.snippet.description youtube.video
a description has no < | {method} part=snippet | {{{id}snippet: {{title: A, description: <, categoryId: "22"}}}} | 400
    invalidDescription body.snippet.description
tags have 500 characters | {method} part=snippet | {{{id}snippet: {{title: A, tags: [$x501], categoryId: "22"}}}} |
    400 invalidTags body.snippet.tags youtube.video
commas between tags count | {method} part=snippet | {{{id}snippet: {{title: A, tags: [$x250, $x250], categoryId:
    "22"}}}} | 400 invalidTags body.snippet.tags
a space in a tag counts two | {method} part=snippet | {{{id}snippet: {{title: A, tags: ["a $x497"], categoryId:
    "22"}}}} | 400 invalidTags body.snippet.tags
a tag has no < | {method} part=snippet | {{{id}snippet: {{title: A, tags: [a<b], categoryId: "22"}}}} | 400
    invalidTags body.snippet.tags
a category exists | {method} part=snippet | {{{id}snippet: {{title: A, categoryId: "999"}}}} | 400 invalidCategoryId
    body.snippet.categoryId youtube.video
a category can be given | {method} part=snippet | {{{id}snippet: {{title: A, categoryId: "18"}}}} | 400
    invalidCategoryId body.snippet.categoryId
a language is a code | {method} part=snippet | {{{id}snippet: {{title: A, categoryId: "22", defaultLanguage: tiếng}}}}
    | 400 invalidVideoMetadata . youtube.video
texts need a language | {method} part=snippet,localizations | {{{id}snippet: {{title: A, categoryId: "22"}},
    localizations: {{en: {{title: B}}}}}} | 400 defaultLanguageNotSet . youtube.video
texts have a known one | {method} part=snippet,localizations | {{{id}snippet: {{title: A, categoryId: "22",
    defaultLanguage: vi}}, localizations: {{nb: {{title: B}}}}}} | 400 invalidVideoMetadata . youtube.video
texts have a title | {method} part=snippet,localizations | {{{id}snippet: {{title: A, categoryId: "22",
    defaultLanguage: vi}}, localizations: {{en: {{title: " "}}}}}} | 400 invalidVideoMetadata
a schedule is of the private | {method} part=status | {{{id}status: {{privacyStatus: public, publishAt:
    "2027-01-01T00:00:00Z"}}}} | 400 invalidPublishAt body.status.publishAt youtube.video
a schedule is a time | {method} part=status | {{{id}status: {{privacyStatus: private, publishAt: tomorrow}}}} | 400
    invalidPublishAt body.status.publishAt
a schedule has a zone | {method} part=status | {{{id}status: {{privacyStatus: private, publishAt:
    "2027-01-01T00:00:00"}}}} | 400 invalidPublishAt body.status.publishAt
privacy is one of three | {method} part=status | {{{id}status: {{privacyStatus: secret}}}} | 400 invalid
    body.status.privacyStatus
a licence is one of two | {method} part=status | {{{id}status: {{license: gpl}}}} | 400 invalid body.status.license
embedding is yes or no | {method} part=status | {{{id}status: {{embeddable: perhaps}}}} | 400 invalid
    body.status.embeddable
for children is yes or no | {method} part=status | {{{id}status: {{selfDeclaredMadeForKids: 1}}}} | 400 invalid
    body.status.selfDeclaredMadeForKids
a day of recording is a time | {method} part=recordingDetails | {{{id}recordingDetails: {{recordingDate: yesterday}}}}
    | 400 invalidRecordingDetails . youtube.video
a field exists | {method} part=snippet | {{{id}snippet: {{title: A, categoryId: "22", colour: red}}}} | 400 invalid
    body.snippet.colour
a part exists | {method} part=snippet,figures | {{{id}snippet: {{title: A, categoryId: "22"}}}} | 400 unknownPart part
    youtube.part
a write needs parts | {method} | {{{id}snippet: {{title: A, categoryId: "22"}}}} | 400 required part global
a key writes nothing | key {method} part=snippet | {{{id}snippet: {{title: A, categoryId: "22"}}}} | 401
    authorizationRequired
nobody acts for a content owner | {method} part=snippet&onBehalfOfContentOwner=x | {{{id}snippet: {{title: A,
    categoryId: "22"}}}} | 403 cmsUserAccountNotFound
"""

VIDEOS = """
subscribers are told or not | videos.insert part=snippet&notifySubscribers=some | {snippet: {title: A}} | 400
    invalidParameter notifySubscribers
a video is not public and scheduled | videos.update part=status | {id: $video, status: {privacyStatus: private,
    publishAt: "2027-01-01T00:00:00Z"}} | 400 invalidPublishAt body.status.publishAt
a change is of something | videos.update part=snippet | {snippet: {title: A, categoryId: "22"}} | 400 required body.id
a change needs a category | videos.update part=snippet | {id: $video, snippet: {title: A}} | 400 invalidCategoryId
    body.snippet.categoryId youtube.video
a video exists | videos.update part=snippet | {id: nothing, snippet: {title: A, categoryId: "22"}} | 404 videoNotFound
    body.id youtube.video
another's is another's | videos.update part=snippet | {id: $their_video, snippet: {title: A, categoryId: "22"}} | 403
    forbidden body.id youtube.video
a deletion is of something | videos.delete | - | 400 required id
a video exists | videos.delete id=nothing | - | 404 videoNotFound id youtube.video
another's is another's | videos.delete id=$their_video | - | 403 forbidden id youtube.video
a key deletes nothing | key videos.delete id=$video | - | 401 authorizationRequired
a picture is of a video | thumbnails.set | - | 400 required videoId
a video exists | thumbnails.set videoId=nothing | - | 404 videoNotFound videoId youtube.thumbnail
another's is another's | thumbnails.set videoId=$their_video | - | 403 forbidden videoId youtube.thumbnail
nobody acts for a content owner | thumbnails.set videoId=$video&onBehalfOfContentOwner=x | - | 403
    cmsUserAccountNotFound
"""
