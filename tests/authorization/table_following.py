"""The table's lines of the feed and its news, of following, and of one's own choices."""

from __future__ import annotations

from tests.authorization.relations import ALL
from tests.authorization.table_rules import Right, Rule, each, fields, may

QUERY: dict[str, Rule] = fields(
    links="kudosFeed",
    unreadKudos=each("of what the viewer may read, without what they gave"),
)
PERSON: dict[str, Rule] = fields(
    followed=each("whether the viewer follows them; nobody learns who follows whom")
)
VIEWER: dict[str, Rule] = fields("recognitionPreference", links="following")

FIELDS: dict[str, dict[str, Rule]] = {
    "KudosFeed": fields(
        "pageInfo",
        links="edges",
        number=each("of the last change of what the viewer may read"),
        unread=each("of what the viewer may read"),
        seenId=each("the viewer's own mark"),
    ),
    "KudosNews": fields("number kudosId gone", links="kudos"),
    "RecognitionPreference": fields("onLeaderboard thanksNudges mailReceived mailGathered"),
    "EditRecognitionPreferenceSuccess": fields("preference"),
    "MarkFeedSeenSuccess": fields("unread"),
    "FollowPersonSuccess": fields(links="person"),
    "UnfollowPersonSuccess": fields(links="person"),
}

MUTATIONS: dict[str, Right] = {
    "followPerson": may(ALL, note="anybody else who is there"),
    "unfollowPerson": may(ALL),
    "markFeedSeen": may(ALL, note="up to kudos that they read"),
    "editRecognitionPreference": may(ALL),
}
