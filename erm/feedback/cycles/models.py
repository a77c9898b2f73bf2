"""Tables of feedback cycles.

What raters, managers and participants write is sealed (``erm.core.sealing``): columns of bytes named
``…_sealed`` hold JSON.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from erm.core.ids import new_id
from erm.feedback.cycles.rules import (
    CalibrationChangeState,
    CalibrationState,
    CyclePhase,
    CycleState,
    Nominator,
    PacketState,
    ParticipantSource,
    ParticipantState,
    Perspective,
    ProgrammeTrigger,
    QuestionKind,
    ReleasedBy,
    ReviewState,
)
from erm.people.models import Department, Person


class BankQuestion(Model):
    """A question that can be asked again.

    ``key`` is set for those that come with erm. ``content``: see ``questions.QuestionContent``, and
    ``former``, the wordings before. ``for_asking``: it suits a single request for feedback;
    ``for_cycles``: a cycle.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    key = fields.CharField(max_length=80, null=True, unique=True)
    kind = fields.CharEnumField(QuestionKind, max_length=20)
    content: fields.JSONField[Any] = fields.JSONField()
    competency = fields.CharField(max_length=200, default="")
    for_asking = fields.BooleanField(default=False)
    for_cycles = fields.BooleanField(default=True)
    licence = fields.CharField(max_length=120)
    source = fields.CharField(max_length=500)
    created_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    created_by_id: UUID | None
    created_at = fields.DatetimeField()
    retired_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "bank_question"


class CycleTemplate(Model):
    """A way to hold cycles that the company made for itself; those that come with erm are files.

    ``definition``: see ``definitions.CycleDefinition``.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    name = fields.CharField(max_length=200)
    description = fields.TextField(default="")
    definition: fields.JSONField[Any] = fields.JSONField()
    created_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    created_by_id: UUID | None
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()
    retired_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "cycle_template"


class CycleProgramme(Model):
    """What makes cycles by itself: every ``months``, or ``days`` after people were hired.

    ``next_on`` is the day of the next cycle of EVERY_MONTHS. ``starts_on`` keeps those hired earlier out of AFTER_HIRE.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    name = fields.CharField(max_length=200)
    trigger = fields.CharEnumField(ProgrammeTrigger, max_length=16)
    months = fields.IntField(null=True)
    days = fields.IntField(null=True)
    starts_on = fields.DateField()
    next_on = fields.DateField(null=True)
    definition: fields.JSONField[Any] = fields.JSONField()
    audience: fields.JSONField[Any] = fields.JSONField()
    launches_itself = fields.BooleanField(default=False)
    owner: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    owner_id: UUID
    created_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "cycle_programme"


class Cycle(Model):
    """A round of reviews.

    Each ``…_until`` is the last day of a phase, to its end in ``time_zone``; NULL: there is no such
    phase. ``period_from`` and ``period_until`` say what is looked back on. ``audience``: see
    ``audience.Audience``. ``terms`` and their hash are set at launch and never change.
    ``cohort`` is unique: a programme makes each of its cycles once.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    name = fields.CharField(max_length=200)
    description = fields.TextField(default="")
    state = fields.CharEnumField(CycleState, max_length=16, default=CycleState.DRAFT)
    template = fields.CharField(max_length=80, default="")
    time_zone = fields.CharField(max_length=64)
    period_from = fields.DateField()
    period_until = fields.DateField()
    nomination_until = fields.DateField(null=True)
    writing_until = fields.DateField()
    calibration_until = fields.DateField(null=True)
    packets_until = fields.DateField()
    acknowledge_until = fields.DateField()
    released_by = fields.CharEnumField(ReleasedBy, max_length=16, default=ReleasedBy.MANAGER)
    release_on = fields.DateField(null=True)
    nominator = fields.CharEnumField(Nominator, max_length=16, default=Nominator.SUBJECT)
    nomination_cap = fields.IntField(default=8)
    nominations_need_approval = fields.BooleanField(default=True)
    load_limit = fields.IntField(default=6)
    audience: fields.JSONField[Any] = fields.JSONField()
    terms: fields.JSONField[Any] = fields.JSONField(null=True)
    terms_hash = fields.CharField(max_length=64, null=True)
    owner: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    owner_id: UUID
    programme: fields.ForeignKeyNullableRelation[CycleProgramme] = fields.ForeignKeyField(
        "erm.CycleProgramme",
        related_name=False,
        null=True,
        on_delete=fields.SET_NULL,
        db_index=True,
    )
    programme_id: UUID | None
    previous: fields.ForeignKeyNullableRelation[Cycle] = fields.ForeignKeyField(
        "erm.Cycle", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    previous_id: UUID | None
    cohort = fields.CharField(max_length=120, null=True, unique=True)
    created_at = fields.DatetimeField()
    launched_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    cancel_reason = fields.TextField(default="")
    version = fields.IntField(default=1)

    class Meta:
        table = "cycle"
        indexes = [
            Index(fields=["state", "id"], name="idx_cycle_state"),
        ]


class CyclePerspective(Model):
    """A perspective of a cycle, and the promise to its raters.

    ``weight`` is its share in the total of others, in whole parts; 0: it does not count.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    cycle: fields.ForeignKeyRelation[Cycle] = fields.ForeignKeyField(
        "erm.Cycle", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    cycle_id: UUID
    kind = fields.CharEnumField(Perspective, max_length=16)
    anonymous = fields.BooleanField(default=False)
    minimum = fields.IntField(default=3)
    weight = fields.IntField(default=1)

    class Meta:
        table = "cycle_perspective"
        unique_together = (("cycle", "kind"),)


class CycleQuestion(Model):
    """A question of a cycle, with the perspectives that are asked it.

    ``version`` counts the wordings; the former ones are :class:`CycleQuestionWording`.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    cycle: fields.ForeignKeyRelation[Cycle] = fields.ForeignKeyField(
        "erm.Cycle", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    cycle_id: UUID
    position = fields.IntField()
    kind = fields.CharEnumField(QuestionKind, max_length=20)
    content: fields.JSONField[Any] = fields.JSONField()
    competency = fields.CharField(max_length=200, default="")
    required = fields.BooleanField(default=True)
    weight = fields.IntField(default=1)
    perspectives: fields.JSONField[Any] = fields.JSONField()
    bank: fields.ForeignKeyNullableRelation[BankQuestion] = fields.ForeignKeyField(
        "erm.BankQuestion", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    bank_id: UUID | None
    licence = fields.CharField(max_length=120, default="")
    source = fields.CharField(max_length=500, default="")
    version = fields.IntField(default=1)

    class Meta:
        table = "cycle_question"


class CycleQuestionWording(Model):
    """How a question was worded before."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    question: fields.ForeignKeyRelation[CycleQuestion] = fields.ForeignKeyField(
        "erm.CycleQuestion", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    question_id: UUID
    number = fields.IntField()
    content: fields.JSONField[Any] = fields.JSONField()
    by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    by_id: UUID | None
    created_at = fields.DatetimeField()

    class Meta:
        table = "cycle_question_wording"
        unique_together = (("question", "number"),)


class CycleParticipant(Model):
    """Somebody who is reviewed in a cycle, and their packet.

    ``manager`` is who reviews and prepares the packet: the manager at launch, or a later one.
    ``manager_at_launch`` and ``department_at_launch`` stay. ``nominator`` is whom the choice of raters was delegated
    to. ``results_at`` is when the results were made, once. ``packet_sealed`` is what was released.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    cycle: fields.ForeignKeyRelation[Cycle] = fields.ForeignKeyField(
        "erm.Cycle", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    cycle_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    person_id: UUID
    state = fields.CharEnumField(ParticipantState, max_length=16, default=ParticipantState.ACTIVE)
    source = fields.CharEnumField(ParticipantSource, max_length=16)
    manager: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    manager_id: UUID | None
    manager_at_launch: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    manager_at_launch_id: UUID | None
    department_at_launch: fields.ForeignKeyNullableRelation[Department] = fields.ForeignKeyField(
        "erm.Department", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    department_at_launch_id: UUID | None
    nominator: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    nominator_id: UUID | None
    nominated_at = fields.DatetimeField(null=True)
    approved_at = fields.DatetimeField(null=True)
    approved_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    approved_by_id: UUID | None
    results_at = fields.DatetimeField(null=True)
    packet = fields.CharEnumField(PacketState, max_length=16, default=PacketState.WAITING)
    summary_sealed = fields.BinaryField(null=True)
    summary_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    summary_by_id: UUID | None
    summary_version = fields.IntField(default=0)
    packet_sealed = fields.BinaryField(null=True)
    released_at = fields.DatetimeField(null=True)
    released_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    released_by_id: UUID | None
    answer_sealed = fields.BinaryField(null=True)
    acknowledged_at = fields.DatetimeField(null=True)
    added_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    added_by_id: UUID | None
    created_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    removed_reason = fields.TextField(default="")
    version = fields.IntField(default=1)

    class Meta:
        table = "cycle_participant"
        unique_together = (("cycle", "person"),)
        indexes = [
            Index(fields=["cycle_id", "packet", "id"], name="idx_participant_packet"),
        ]


class CycleExtension(Model):
    """More time for what one person has to do in one phase; the latest one counts."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    cycle: fields.ForeignKeyRelation[Cycle] = fields.ForeignKeyField(
        "erm.Cycle", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    cycle_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    phase = fields.CharEnumField(CyclePhase, max_length=16)
    until_on = fields.DateField()
    reason = fields.TextField(default="")
    by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    by_id: UUID | None
    created_at = fields.DatetimeField()

    class Meta:
        table = "cycle_extension"
        unique_together = (("cycle", "person", "phase"),)


class CycleGuest(Model):
    """Somebody outside the company who was asked for a review by mail.

    Only the hash of the link's secret is stored.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    cycle: fields.ForeignKeyRelation[Cycle] = fields.ForeignKeyField(
        "erm.Cycle", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    cycle_id: UUID
    name = fields.CharField(max_length=200)
    email = fields.CharField(max_length=254)
    locale = fields.CharField(max_length=8)
    token_hash = fields.CharField(max_length=64, null=True, unique=True)
    expires_at = fields.DatetimeField(null=True)
    invited_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    invited_by_id: UUID | None
    revoked_at = fields.DatetimeField(null=True)
    opened_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "cycle_guest"


class Review(Model):
    """What one rater writes about one participant.

    ``live_key`` is ``participant:rater`` unless it was rejected, declined or cancelled: its uniqueness keeps a rater from
    being asked twice about somebody. ``answers_sealed`` is read by its rater only; for an anonymous
    perspective it and the times are wiped when the results are made. ``answered`` counts the questions answered.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    cycle: fields.ForeignKeyRelation[Cycle] = fields.ForeignKeyField(
        "erm.Cycle", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    cycle_id: UUID
    participant: fields.ForeignKeyRelation[CycleParticipant] = fields.ForeignKeyField(
        "erm.CycleParticipant", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    participant_id: UUID
    rater: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.RESTRICT, db_index=True
    )
    rater_id: UUID | None
    guest: fields.ForeignKeyNullableRelation[CycleGuest] = fields.ForeignKeyField(
        "erm.CycleGuest", related_name=False, null=True, on_delete=fields.CASCADE, db_index=True
    )
    guest_id: UUID | None
    perspective = fields.CharEnumField(Perspective, max_length=16)
    state = fields.CharEnumField(ReviewState, max_length=16)
    live_key = fields.CharField(max_length=80, null=True, unique=True)
    proposed_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    proposed_by_id: UUID | None
    reason = fields.TextField(default="")
    delegated_from: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    delegated_from_id: UUID | None
    answers_sealed = fields.BinaryField(null=True)
    answered = fields.IntField(default=0)
    saved_at = fields.DatetimeField(null=True)
    submitted_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    version = fields.IntField(default=1)

    class Meta:
        table = "review"
        indexes = [
            Index(fields=["rater_id", "state", "id"], name="idx_review_rater"),
            Index(fields=["cycle_id", "state"], name="idx_review_cycle"),
        ]


class ReviewVersion(Model):
    """A former text of a review, for its rater to return to; wiped with the review's answers."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    review: fields.ForeignKeyRelation[Review] = fields.ForeignKeyField(
        "erm.Review", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    review_id: UUID
    number = fields.IntField()
    answers_sealed = fields.BinaryField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "review_version"
        unique_together = (("review", "number"),)


class CycleResult(Model):
    """What of one perspective on one participant may be shown, made once.

    ``raters`` is NULL below the minimum, where ``content_sealed`` is NULL too. ``content_sealed``: see ``results.PerspectiveResult``.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    participant: fields.ForeignKeyRelation[CycleParticipant] = fields.ForeignKeyField(
        "erm.CycleParticipant", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    participant_id: UUID
    perspective = fields.CharEnumField(Perspective, max_length=16)
    raters = fields.IntField(null=True)
    content_sealed = fields.BinaryField(null=True)

    class Meta:
        table = "cycle_result"
        unique_together = (("participant", "perspective"),)


class CalibrationSession(Model):
    """A group of participants whose ratings are looked at side by side.

    ``x_question`` and ``y_question`` make the nine-box where the company wants one.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    cycle: fields.ForeignKeyRelation[Cycle] = fields.ForeignKeyField(
        "erm.Cycle", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    cycle_id: UUID
    name = fields.CharField(max_length=200)
    state = fields.CharEnumField(CalibrationState, max_length=16, default=CalibrationState.OPEN)
    x_question: fields.ForeignKeyNullableRelation[CycleQuestion] = fields.ForeignKeyField(
        "erm.CycleQuestion", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    x_question_id: UUID | None
    y_question: fields.ForeignKeyNullableRelation[CycleQuestion] = fields.ForeignKeyField(
        "erm.CycleQuestion", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    y_question_id: UUID | None
    created_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    created_by_id: UUID | None
    created_at = fields.DatetimeField()
    closed_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "calibration_session"


class CalibrationFacilitator(Model):
    """Who leads a session, and sees its ratings."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    session: fields.ForeignKeyRelation[CalibrationSession] = fields.ForeignKeyField(
        "erm.CalibrationSession", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    session_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID

    class Meta:
        table = "calibration_facilitator"
        unique_together = (("session", "person"),)


class CalibrationSeat(Model):
    """A participant in a session."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    session: fields.ForeignKeyRelation[CalibrationSession] = fields.ForeignKeyField(
        "erm.CalibrationSession", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    session_id: UUID
    participant: fields.ForeignKeyRelation[CycleParticipant] = fields.ForeignKeyField(
        "erm.CycleParticipant", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    participant_id: UUID

    class Meta:
        table = "calibration_seat"
        unique_together = (("session", "participant"),)


class CalibrationChange(Model):
    """A proposed change of the manager's rating of a participant, and what became of it. Never deleted."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    session: fields.ForeignKeyRelation[CalibrationSession] = fields.ForeignKeyField(
        "erm.CalibrationSession", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    session_id: UUID
    participant: fields.ForeignKeyRelation[CycleParticipant] = fields.ForeignKeyField(
        "erm.CycleParticipant", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    participant_id: UUID
    question: fields.ForeignKeyRelation[CycleQuestion] = fields.ForeignKeyField(
        "erm.CycleQuestion", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    question_id: UUID
    before = fields.IntField()
    after = fields.IntField()
    reason = fields.TextField()
    state = fields.CharEnumField(
        CalibrationChangeState, max_length=16, default=CalibrationChangeState.PROPOSED
    )
    proposed_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.RESTRICT, db_index=True
    )
    proposed_by_id: UUID
    decided_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, null=True, on_delete=fields.SET_NULL, db_index=True
    )
    decided_by_id: UUID | None
    created_at = fields.DatetimeField()
    decided_at = fields.DatetimeField(null=True)

    class Meta:
        table = "calibration_change"


class CycleReminder(Model):
    """How often somebody was reminded of what they owe in a cycle, and when last."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    cycle: fields.ForeignKeyRelation[Cycle] = fields.ForeignKeyField(
        "erm.Cycle", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    cycle_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "erm.Person", related_name=False, on_delete=fields.CASCADE, db_index=True
    )
    person_id: UUID
    count = fields.IntField(default=0)
    last_on = fields.DateField()

    class Meta:
        table = "cycle_reminder"
        unique_together = (("cycle", "person"),)
