"""Reads of one-on-ones, as one of the two people."""

from erm.one_on_ones.queries.action_items import (
    action_items_by_ids,
    action_items_of,
    open_action_items_of,
    open_promises_with,
    promised_to,
    promises,
)
from erm.one_on_ones.queries.agenda import (
    open_point_counts,
    open_points_of,
    talking_points_by_ids,
    talking_points_of,
)
from erm.one_on_ones.queries.meetings import (
    current_meetings_of,
    meeting_pages,
    meetings_by_ids,
    meetings_due,
    meetings_upcoming,
    overdue_meetings,
)
from erm.one_on_ones.queries.series import own_series, series_by_ids, series_with, startable_with

__all__ = [
    "action_items_by_ids",
    "action_items_of",
    "current_meetings_of",
    "meeting_pages",
    "meetings_by_ids",
    "meetings_due",
    "meetings_upcoming",
    "open_action_items_of",
    "open_point_counts",
    "open_points_of",
    "open_promises_with",
    "overdue_meetings",
    "own_series",
    "promised_to",
    "promises",
    "series_by_ids",
    "series_with",
    "startable_with",
    "talking_points_by_ids",
    "talking_points_of",
]
