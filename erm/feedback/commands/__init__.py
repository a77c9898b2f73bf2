"""Writes of feedback, each within the caller's unit of work; a module for each thing written.

State changes are conditional updates: whoever finds nothing left to change was second, and is told.
"""

from erm.feedback.commands.asking import (
    decline_feedback_request,
    request_feedback,
    withdraw_feedback_request,
)
from erm.feedback.commands.drafts import discard_feedback_draft, save_feedback_draft
from erm.feedback.commands.giving import edit_feedback, give_feedback
from erm.feedback.commands.guests import (
    answer_as_guest,
    archive_guest_feedback,
    decline_as_guest,
    thank_for_guest_feedback,
    withdraw_guest_feedback,
)
from erm.feedback.commands.parting import close_requests_of_leaver, delete_drafts_of_leaver
from erm.feedback.commands.receiving import (
    answer_back,
    archive_feedback,
    ask_back,
    link_feedback,
    link_feedback_to_competency,
    own_note,
    thank_for_feedback,
)

__all__ = [
    "answer_as_guest",
    "answer_back",
    "archive_feedback",
    "archive_guest_feedback",
    "ask_back",
    "close_requests_of_leaver",
    "decline_as_guest",
    "decline_feedback_request",
    "delete_drafts_of_leaver",
    "discard_feedback_draft",
    "edit_feedback",
    "give_feedback",
    "link_feedback",
    "link_feedback_to_competency",
    "own_note",
    "request_feedback",
    "save_feedback_draft",
    "thank_for_feedback",
    "thank_for_guest_feedback",
    "withdraw_feedback_request",
    "withdraw_guest_feedback",
]
