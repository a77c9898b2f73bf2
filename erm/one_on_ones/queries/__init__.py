"""Reads of one-on-ones, as one of the two people."""

from erm.one_on_ones.queries.action_items import (
    action_items_by_ids,
    action_items_of,
    made_in_ids,
    open_action_items_of,
    open_promises_with,
    promised_to,
    promises,
    promises_made,
    promises_received,
)
from erm.one_on_ones.queries.agenda import (
    discussed_pages,
    last_held,
    open_point_counts,
    open_points_of,
    sources_settled,
    talking_points_by_ids,
    talking_points_of,
)
from erm.one_on_ones.queries.comments import (
    comment_counts,
    comments_by_ids,
    comments_of,
    history_of,
)
from erm.one_on_ones.queries.for_many import (
    DueMeetings,
    Promises,
    meetings_due_for,
    open_points_for,
    promises_for,
)
from erm.one_on_ones.queries.meetings import (
    current_meetings_of,
    meeting_pages,
    meetings_by_ids,
    meetings_due,
    meetings_upcoming,
    overdue_meetings,
)
from erm.one_on_ones.queries.rhythm import (
    preview,
    previewed,
    proposals,
    skipped_days_of,
    upcoming_of,
)
from erm.one_on_ones.queries.series import (
    manager_pairs,
    own_series,
    series_by_ids,
    series_with,
    startable_with,
)
from erm.one_on_ones.queries.templates import agenda_templates, templates_by_ids

__all__ = [
    "DueMeetings",
    "Promises",
    "action_items_by_ids",
    "action_items_of",
    "agenda_templates",
    "comment_counts",
    "comments_by_ids",
    "comments_of",
    "current_meetings_of",
    "discussed_pages",
    "history_of",
    "last_held",
    "made_in_ids",
    "manager_pairs",
    "meeting_pages",
    "meetings_by_ids",
    "meetings_due",
    "meetings_due_for",
    "meetings_upcoming",
    "open_action_items_of",
    "open_point_counts",
    "open_points_for",
    "open_points_of",
    "open_promises_with",
    "overdue_meetings",
    "own_series",
    "preview",
    "previewed",
    "promised_to",
    "promises",
    "promises_for",
    "promises_made",
    "promises_received",
    "proposals",
    "series_by_ids",
    "series_with",
    "skipped_days_of",
    "sources_settled",
    "startable_with",
    "talking_points_by_ids",
    "talking_points_of",
    "templates_by_ids",
    "upcoming_of",
]
