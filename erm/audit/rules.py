"""Pure rules of the audit log: which acts are noted, what an entry may hold, how entries are chained."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import TypeAlias
from uuid import UUID

Detail: TypeAlias = UUID | int | date | StrEnum | None
"""What an entry may tell besides who and when: ids, counts, days and names of states. No texts."""

FIRST = "0" * 64
"""What stands where the first entry would have the hash of the one before it."""


class Action(StrEnum):
    """The acts that are noted. docs/security.md says of each what its entry holds."""

    ROLE_GRANTED = "role.granted"
    ROLE_REVOKED = "role.revoked"
    PEOPLE_IMPORTED = "people.imported"
    ACCESS_TOKEN_CREATED = "access_token.created"
    ACCESS_TOKEN_REVOKED = "access_token.revoked"
    PERSON_LEFT = "person.left"
    SERIES_ENDED = "series.ended"
    HANDOVER_SHARED = "handover.shared"
    HANDOVER_LINE_SETTLED = "handover_line.settled"
    ITEMS_CLOSED = "items.closed"
    CALENDAR_FEED_CREATED = "calendar_feed.created"
    CALENDAR_FEED_REVOKED = "calendar_feed.revoked"
    CYCLE_CREATED = "cycle.created"
    CYCLE_EDITED = "cycle.edited"
    CYCLE_MOVED = "cycle.moved"
    CYCLE_DATES_CHANGED = "cycle.dates_changed"
    CYCLE_QUESTION_REWORDED = "cycle.question_reworded"
    CYCLE_DEADLINE_EXTENDED = "cycle.deadline_extended"
    CYCLE_PARTICIPANTS_ADDED = "cycle.participants_added"
    CYCLE_PARTICIPANT_REMOVED = "cycle.participant_removed"
    CYCLE_PARTICIPANT_LEFT = "cycle.participant_left"
    CYCLE_MANAGER_CHANGED = "cycle.manager_changed"
    CYCLE_TEMPLATE_SAVED = "cycle_template.saved"
    CYCLE_TEMPLATE_DELETED = "cycle_template.deleted"
    CYCLE_PROGRAMME_SAVED = "cycle_programme.saved"
    CYCLE_PROGRAMME_ENDED = "cycle_programme.ended"
    NOMINATIONS_APPROVED = "nominations.approved"
    NOMINATION_REJECTED = "nomination.rejected"
    NOMINATION_DELEGATED = "nomination.delegated"
    CALIBRATION_SAVED = "calibration.saved"
    CALIBRATION_CLOSED = "calibration.closed"
    CALIBRATION_REOPENED = "calibration.reopened"
    CALIBRATION_CHANGE_PROPOSED = "calibration_change.proposed"
    CALIBRATION_CHANGE_ACCEPTED = "calibration_change.accepted"
    CALIBRATION_CHANGE_REJECTED = "calibration_change.rejected"
    CYCLE_REMINDED = "cycle.reminded"
    CYCLE_RESULTS_MADE = "cycle.results_made"
    PACKET_RELEASED = "packet.released"
    PACKET_ACKNOWLEDGED = "packet.acknowledged"
    FRAMEWORK_PUBLISHED = "framework.published"
    PERSON_PLACED = "person.placed"
    PLACEMENT_ENDED = "placement.ended"
    PLACEMENTS_IMPORTED = "placements.imported"
    KUDOS_WITHDRAWN = "kudos.withdrawn"
    KUDOS_HIDDEN = "kudos.hidden"
    KUDOS_RESTORED = "kudos.restored"
    KUDOS_COMMENT_DELETED = "kudos_comment.deleted"
    KUDOS_COMMENT_HIDDEN = "kudos_comment.hidden"
    KUDOS_COMMENT_RESTORED = "kudos_comment.restored"
    CARD_SIGNATURE_HIDDEN = "card_signature.hidden"
    CARD_SIGNATURE_RESTORED = "card_signature.restored"
    MODERATION_REPORT_DECIDED = "moderation_report.decided"
    COMPANY_VALUE_SAVED = "company_value.saved"
    COMPANY_VALUE_RETIRED = "company_value.retired"
    COMPANY_VALUES_ORDERED = "company_values.ordered"
    RECOGNITION_SETTINGS_EDITED = "recognition_settings.edited"
    AWARD_SAVED = "award.saved"
    AWARD_MOVED = "award.moved"
    REWARD_SAVED = "reward.saved"
    ALLOWANCE_RULES_SET = "allowance_rules.set"
    REDEMPTION_DECIDED = "redemption.decided"
    INTEGRATION_ADDED = "integration.added"
    INTEGRATION_EDITED = "integration.edited"
    INTEGRATION_REMOVED = "integration.removed"
    INTEGRATION_SECRET_ROTATED = "integration.secret_rotated"
    INTEGRATION_DISABLED = "integration.disabled"
    DELIVERY_REPLAYED = "delivery.replayed"
    SURVEY_BANK_EDITED = "survey_bank.edited"
    ENGAGEMENT_SETTINGS_EDITED = "engagement_settings.edited"
    SURVEY_LAUNCHED = "survey.launched"
    SURVEY_ENDED = "survey.ended"
    SURVEY_WAVE_CANCELLED = "survey_wave.cancelled"
    SURVEY_WAVE_REMINDED = "survey_wave.reminded"
    PAST_SURVEY_IMPORTED = "past_survey.imported"
    ACTION_PLAN_SAVED = "action_plan.saved"
    ACTION_PLAN_ENDED = "action_plan.ended"
    SURVEY_COMMENT_REPLIED = "survey_comment.replied"
    REPORT_SCHEDULE_SAVED = "report_schedule.saved"
    REPORT_SCHEDULE_ENDED = "report_schedule.ended"
    MAIL_REPLAYED = "mail.replayed"
    MAIL_CANCELLED = "mail.cancelled"
    MAIL_ADDRESS_BLOCKED = "mail_address.blocked"
    MAIL_ADDRESS_UNBLOCKED = "mail_address.unblocked"
    MAIL_TESTED = "mail.tested"
    DIGEST_PREVIEWED = "digest.previewed"
    NOTIFICATION_POLICY_SET = "notification_policy.set"


class Cause(StrEnum):
    """Why erm itself did something."""

    HANDOVER = "handover"
    MANAGER_CHANGED = "manager_changed"


def details_text(details: Mapping[str, Detail]) -> str:
    """Details as they are stored: JSON with sorted keys.

    Raises ``TypeError`` for anything that could be what somebody wrote.
    """
    return json.dumps({name: _plain(value) for name, value in details.items()}, sort_keys=True)


def _plain(value: object) -> str | int | None:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError("an audit entry holds ids, counts, days and states, no texts")


def entry_hash(
    *,
    id: UUID,
    number: int,
    at: datetime,
    actor_id: UUID | None,
    action: str,
    subject_kind: str,
    subject_id: UUID | None,
    details: str,
    previous_hash: str,
) -> str:
    """SHA-256 over the canonical form of an entry: JSON, sorted keys, UTC with microseconds."""
    canonical = {
        "id": str(id),
        "number": number,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_id": None if actor_id is None else str(actor_id),
        "action": action,
        "subject_kind": subject_kind,
        "subject_id": None if subject_id is None else str(subject_id),
        "details": details,
        "previous_hash": previous_hash,
    }
    text = json.dumps(canonical, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(text.encode("ascii")).hexdigest()
