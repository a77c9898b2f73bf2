"""Reads of recognition, as one actor may see it.

A page of kudos is chosen first, by id; what stands on and under the chosen ones is then read in one
query for each kind of thing, however many kudos there are.
"""

from erm.recognition.parts import (
    comment_mentions_of,
    edits_of,
    groups_of,
    mentions_of,
    value_counts,
)
from erm.recognition.queries.cards import kudos_by_ids, view_one, views_of
from erm.recognition.queries.feeds import FeedFilter, feed, last_change, seen_id, unread
from erm.recognition.queries.follows import followed, following
from erm.recognition.queries.lists import (
    Telling,
    comments_by_ids,
    comments_of,
    received_by,
    received_since,
    thanks_told,
    thanks_told_for,
)
from erm.recognition.queries.news import KudosNewsView, kudos_news
from erm.recognition.queries.values import company_values, company_values_by_ids

__all__ = [
    "FeedFilter",
    "KudosNewsView",
    "Telling",
    "comment_mentions_of",
    "comments_by_ids",
    "comments_of",
    "company_values",
    "company_values_by_ids",
    "edits_of",
    "feed",
    "followed",
    "following",
    "groups_of",
    "kudos_by_ids",
    "kudos_news",
    "last_change",
    "mentions_of",
    "received_by",
    "received_since",
    "seen_id",
    "thanks_told",
    "thanks_told_for",
    "unread",
    "value_counts",
    "view_one",
    "views_of",
]
