"""The table's lines of the feed and its news, following, notices, and one's own choices.

Of a notice ``SELF`` is for whom it was made.
"""

from __future__ import annotations

from tests.authorization.relations import ALL, S
from tests.authorization.table_rules import (
    NOBODY,
    Readers,
    Right,
    Rule,
    each,
    fields,
    may,
    page,
    who,
)

READERS: dict[str, dict[str, Readers | str]] = {
    "Notice": {"of what can be read": who(S), "of what was taken back": NOBODY},
}

QUERY: dict[str, Rule] = fields(
    links="kudosFeed",
    unreadKudos=each("of what the viewer may read, without what they gave"),
)
PERSON: dict[str, Rule] = fields(
    followed=each("whether the viewer follows them; nobody learns who follows whom")
)
VIEWER: dict[str, Rule] = fields("unseenNotices recognitionPreference", links="following notices")

FIELDS: dict[str, dict[str, Rule]] = {
    "KudosFeed": fields(
        "pageInfo",
        links="edges",
        number=each("of the last change of what the viewer may read"),
        unread=each("of what the viewer may read"),
        seenId=each("the viewer's own mark"),
    ),
    "KudosNews": fields("number kudosId gone", links="kudos"),
    "Notice": fields("id kind createdAt seen", links="kudos scheduled person"),
    **page("Notice"),
    "RecognitionPreference": fields("onLeaderboard thanksNudges mailReceived mailGathered"),
    "EditRecognitionPreferenceSuccess": fields("preference"),
    "MarkFeedSeenSuccess": fields("unread"),
    "MarkNoticesSeenSuccess": fields("unseen"),
    "FollowPersonSuccess": fields(links="person"),
    "UnfollowPersonSuccess": fields(links="person"),
}

MUTATIONS: dict[str, Right] = {
    "followPerson": may(ALL, note="anybody else who is there"),
    "unfollowPerson": may(ALL),
    "markFeedSeen": may(ALL, note="up to kudos that they read"),
    "markNoticesSeen": may(S),
    "editRecognitionPreference": may(ALL),
}
