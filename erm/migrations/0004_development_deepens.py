from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from erm.core.database.operations import EnlargeEnumeration
from erm.core.ids import new_id
from erm.development.competencies.rules import AssessmentSide, AssessmentState, FrameworkState
from erm.development.learning.rules import LearningState, ResourceKind
from erm.development.rules import (
    Confidence,
    EvidenceKind,
    FocusKind,
    GoalKind,
    GoalMeasure,
    GoalVisibility,
    NumberDirection,
    Origin,
    PlanOutcome,
    PlanState,
)
from erm.development.skills.rules import MentorshipState, SkillVisibility
from erm.one_on_ones.rules import SuggestionKind


class Migration(migrations.Migration):
    dependencies = [("erm", "0003_feedback_cycles")]

    initial = False

    operations = [
        ops.CreateModel(
            name="CompetencyFramework",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                ("names", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("descriptions", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                (
                    "created_by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="created_by_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("retired_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "competency_framework",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "What is expected in a kind of work: tracks, levels, competencies. ``names`` is localized.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CareerLevel",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "framework",
                    fields.ForeignKeyField(
                        "erm.CompetencyFramework",
                        source_field="framework_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("track_key", fields.CharField(max_length=80)),
                ("key", fields.CharField(max_length=80)),
                ("rank", fields.IntField()),
                ("names", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("track_names", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("retired_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "career_level",
                "app": "erm",
                "unique_together": (("framework", "track_key", "key"),),
                "pk_attr": "id",
                "table_description": "A level of a track, the same one through all versions. ``rank`` counts from 1 in its track.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CareerPlacement",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="person_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "level",
                    fields.ForeignKeyField(
                        "erm.CareerLevel",
                        source_field="level_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("starts_on", fields.DateField()),
                ("ends_on", fields.DateField(null=True)),
                (
                    "placed_by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="placed_by_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "career_placement",
                "app": "erm",
                "unique_together": (("person", "starts_on"),),
                "pk_attr": "id",
                "table_description": "A person's track and level from ``starts_on`` until before ``ends_on``.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Competency",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "framework",
                    fields.ForeignKeyField(
                        "erm.CompetencyFramework",
                        source_field="framework_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("key", fields.CharField(max_length=80)),
                ("names", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("retired_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "competency",
                "app": "erm",
                "unique_together": (("framework", "key"),),
                "pk_attr": "id",
                "table_description": "A competency of a framework, the same one through all versions: its words are in those.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DevelopmentChange",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "plan",
                    fields.ForeignKeyField(
                        "erm.DevelopmentPlan",
                        source_field="plan_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "goal",
                    fields.ForeignKeyField(
                        "erm.Goal",
                        source_field="goal_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="by_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("subject", fields.CharField(default="", max_length=200)),
                ("field", fields.CharField(max_length=40)),
                ("before", fields.TextField(default="", unique=False)),
                ("after", fields.TextField(default="", unique=False)),
                ("after_signing", fields.BooleanField(default=False)),
            ],
            options={
                "table": "development_change",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "A change of what a plan or a goal says: kept for good, so that a moved target is seen.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="FrameworkVersion",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "framework",
                    fields.ForeignKeyField(
                        "erm.CompetencyFramework",
                        source_field="framework_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("number", fields.IntField()),
                (
                    "state",
                    fields.CharEnumField(
                        default=FrameworkState.DRAFT,
                        description="DRAFT: draft\nPUBLISHED: published",
                        enum_type=FrameworkState,
                        max_length=16,
                    ),
                ),
                ("content", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("note", fields.TextField(default="", unique=False)),
                (
                    "edited_by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="edited_by_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("edited_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "published_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "framework_version",
                "app": "erm",
                "unique_together": (("framework", "number"),),
                "pk_attr": "id",
                "table_description": "All words of a framework at one time; ``content`` is what ``framework_content`` describes.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="person_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "framework_version",
                    fields.ForeignKeyField(
                        "erm.FrameworkVersion",
                        source_field="framework_version_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "level",
                    fields.ForeignKeyField(
                        "erm.CareerLevel",
                        source_field="level_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "manager",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="manager_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "opened_by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="opened_by_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("opened_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("due_on", fields.DateField(null=True)),
                (
                    "state",
                    fields.CharEnumField(
                        default=AssessmentState.OPEN,
                        description="OPEN: open\nCOMPARED: compared\nCANCELLED: cancelled",
                        enum_type=AssessmentState,
                        max_length=16,
                    ),
                ),
                (
                    "compared_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                (
                    "cancelled_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "assessment",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "One look at a person's competencies from two sides, blind until both have answered.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AssessmentSheet",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "assessment",
                    fields.ForeignKeyField(
                        "erm.Assessment",
                        source_field="assessment_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "side",
                    fields.CharEnumField(
                        description="SELF: self\nMANAGER: manager",
                        enum_type=AssessmentSide,
                        max_length=16,
                    ),
                ),
                (
                    "author",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="author_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("saved_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "submitted_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "assessment_sheet",
                "app": "erm",
                "unique_together": (("assessment", "side"),),
                "pk_attr": "id",
                "table_description": "What one side has answered, or is about to: nobody else reads it before both have.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AssessmentAnswer",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "sheet",
                    fields.ForeignKeyField(
                        "erm.AssessmentSheet",
                        source_field="sheet_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "competency",
                    fields.ForeignKeyField(
                        "erm.Competency",
                        source_field="competency_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("rank", fields.IntField(null=True)),
                ("sealed", fields.BinaryField(null=True)),
            ],
            options={
                "table": "assessment_answer",
                "app": "erm",
                "unique_together": (("sheet", "competency"),),
                "pk_attr": "id",
                "table_description": "At which level one side sees the person in a competency; 0: not yet at the first one.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="LearningResource",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                ("title", fields.CharField(max_length=200)),
                (
                    "kind",
                    fields.CharEnumField(
                        description="COURSE: course\nBOOK: book\nARTICLE: article\nVIDEO: video\nPRACTICE: practice",
                        enum_type=ResourceKind,
                        max_length=16,
                    ),
                ),
                ("url", fields.CharField(default="", max_length=2000)),
                ("provider", fields.CharField(default="", max_length=200)),
                ("language", fields.CharField(default="", max_length=8)),
                ("minutes", fields.IntField(null=True)),
                ("description", fields.TextField(default="", unique=False)),
                (
                    "created_by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="created_by_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("retired_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "learning_resource",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "Something to learn from, in the company's own catalogue. ``minutes`` is how long it takes.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="LearningRecord",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="person_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "resource",
                    fields.ForeignKeyField(
                        "erm.LearningResource",
                        source_field="resource_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "state",
                    fields.CharEnumField(
                        description="PLANNED: planned\nDONE: done",
                        enum_type=LearningState,
                        max_length=16,
                    ),
                ),
                ("done_on", fields.DateField(null=True)),
                ("minutes", fields.IntField(null=True)),
                ("note", fields.TextField(default="", unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "learning_record",
                "app": "erm",
                "unique_together": (("person", "resource"),),
                "pk_attr": "id",
                "table_description": "What a person plans to learn from, or did. ``minutes`` is the time they spent, if they said.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PlanTemplate",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                ("name", fields.CharField(max_length=200)),
                ("description", fields.TextField(default="", unique=False)),
                ("definition", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                (
                    "created_by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="created_by_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("retired_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "plan_template",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "A plan of the company's own to begin from; the built-in ones are not in the database.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Skill",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                ("category", fields.CharField(default="", max_length=120)),
                ("description", fields.TextField(default="", unique=False)),
                (
                    "created_by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="created_by_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "merged_into",
                    fields.ForeignKeyField(
                        "erm.Skill",
                        source_field="merged_into_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("retired_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "skill",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "A skill of the catalogue. One that was merged points at the one it became part of.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="FocusArea",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "plan",
                    fields.ForeignKeyField(
                        "erm.DevelopmentPlan",
                        source_field="plan_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="COMPETENCY: competency\nSKILL: skill\nASPIRATION: aspiration",
                        enum_type=FocusKind,
                        max_length=16,
                    ),
                ),
                ("title", fields.CharField(max_length=200)),
                ("why", fields.TextField(default="", unique=False)),
                (
                    "competency",
                    fields.ForeignKeyField(
                        "erm.Competency",
                        source_field="competency_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "skill",
                    fields.ForeignKeyField(
                        "erm.Skill",
                        source_field="skill_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("target_rank", fields.IntField(null=True)),
                ("position", fields.IntField()),
                (
                    "origin",
                    fields.CharEnumField(
                        null=True,
                        description="FEEDBACK: feedback\nACTION_ITEM: action_item\nPACKET: packet\nASSESSMENT: assessment",
                        enum_type=Origin,
                        max_length=16,
                    ),
                ),
                ("origin_id", fields.UUIDField(null=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "focus_area",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "What a plan concentrates on: a competency, a skill or an aspiration.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="LearningTarget",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "resource",
                    fields.ForeignKeyField(
                        "erm.LearningResource",
                        source_field="resource_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "competency",
                    fields.ForeignKeyField(
                        "erm.Competency",
                        source_field="competency_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("rank_from", fields.IntField(null=True)),
                ("rank_until", fields.IntField(null=True)),
                (
                    "skill",
                    fields.ForeignKeyField(
                        "erm.Skill",
                        source_field="skill_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={
                "table": "learning_target",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "What a resource helps with: a competency towards the ranks given, or a skill.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Mentorship",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "mentor",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="mentor_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "mentee",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="mentee_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "skill",
                    fields.ForeignKeyField(
                        "erm.Skill",
                        source_field="skill_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "proposed_by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="proposed_by_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("message", fields.TextField(default="", unique=False)),
                (
                    "state",
                    fields.CharEnumField(
                        default=MentorshipState.PROPOSED,
                        description="PROPOSED: proposed\nACCEPTED: accepted\nDECLINED: declined\nWITHDRAWN: withdrawn\nENDED: ended",
                        enum_type=MentorshipState,
                        max_length=16,
                    ),
                ),
                (
                    "mentor_accepted_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                (
                    "mentee_accepted_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("decline_reason", fields.TextField(default="", unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("series_id", fields.UUIDField(null=True)),
                ("open_pair", fields.CharField(null=True, unique=True, max_length=100)),
            ],
            options={
                "table": "mentorship",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "One person helps another to learn a skill; it begins once both have accepted.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PersonSkill",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="person_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "skill",
                    fields.ForeignKeyField(
                        "erm.Skill",
                        source_field="skill_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("level", fields.IntField(default=0)),
                ("wants_to_learn", fields.BooleanField(default=False)),
                ("can_teach", fields.BooleanField(default=False)),
                ("last_used_on", fields.DateField(null=True)),
                (
                    "visibility",
                    fields.CharEnumField(
                        default=SkillVisibility.EVERYONE,
                        description="EVERYONE: everyone\nMANAGER: manager",
                        enum_type=SkillVisibility,
                        max_length=16,
                    ),
                ),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "person_skill",
                "app": "erm",
                "unique_together": (("person", "skill"),),
                "indexes": [
                    Index(
                        fields=["skill_id", "level", "visibility", "can_teach", "person_id"],
                        name="idx_person_skill_level",
                    ),
                    Index(fields=["skill_id", "can_teach", "level"], name="idx_person_skill_teach"),
                ],
                "pk_attr": "id",
                "table_description": "How well a person knows a skill (0: not yet, 1 to 4), and whether they would learn or teach.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SkillExpectation",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "career_level",
                    fields.ForeignKeyField(
                        "erm.CareerLevel",
                        source_field="career_level_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "skill",
                    fields.ForeignKeyField(
                        "erm.Skill",
                        source_field="skill_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("level", fields.IntField()),
            ],
            options={
                "table": "skill_expectation",
                "app": "erm",
                "unique_together": (("career_level", "skill"),),
                "pk_attr": "id",
                "table_description": "How well a skill is to be known at a level of a track, 1 to 4.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SkillName",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "skill",
                    fields.ForeignKeyField(
                        "erm.Skill",
                        source_field="skill_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.CharField(max_length=120)),
                ("folded", fields.CharField(unique=True, max_length=250)),
                ("locale", fields.CharField(default="", max_length=8)),
                ("is_main", fields.BooleanField(default=False)),
            ],
            options={
                "table": "skill_name",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "What a skill is called: its main name, one per language if wished, and synonyms.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "owner",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="owner_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("file_name", fields.CharField(max_length=255)),
                ("media_type", fields.CharField(max_length=120)),
                ("size", fields.IntField()),
                ("sha256", fields.CharField(max_length=64)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("claimed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "stored_file",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "A file that somebody uploaded. ``size`` in bytes; ``media_type`` is what its content is.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="person_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.CharField(max_length=200)),
                ("issuer", fields.CharField(default="", max_length=200)),
                ("number", fields.CharField(default="", max_length=120)),
                ("issued_on", fields.DateField(null=True)),
                ("expires_on", fields.DateField(null=True, db_index=True)),
                (
                    "file",
                    fields.ForeignKeyField(
                        "erm.StoredFile",
                        source_field="file_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "certificate",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "A certificate that a person holds, perhaps until a day.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="person_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "author",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="author_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "goal",
                    fields.ForeignKeyField(
                        "erm.Goal",
                        source_field="goal_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "answer",
                    fields.ForeignKeyField(
                        "erm.AssessmentAnswer",
                        source_field="answer_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "kind",
                    fields.CharEnumField(
                        description="NOTE: note\nLINK: link\nFILE: file\nFEEDBACK: feedback\nKUDOS: kudos\nACTION_ITEM: action_item",
                        enum_type=EvidenceKind,
                        max_length=16,
                    ),
                ),
                ("title", fields.CharField(default="", max_length=200)),
                ("body", fields.TextField(default="", unique=False)),
                ("url", fields.CharField(default="", max_length=2000)),
                (
                    "file",
                    fields.ForeignKeyField(
                        "erm.StoredFile",
                        source_field="file_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("source_id", fields.UUIDField(null=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "evidence",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "Something that shows how a goal goes, or why somebody is seen at a level.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="StoredContent",
            fields=[
                (
                    "file",
                    fields.OneToOneField(
                        "erm.StoredFile",
                        source_field="file_id",
                        primary_key=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("sealed", fields.BinaryField()),
            ],
            options={
                "table": "stored_content",
                "app": "erm",
                "pk_attr": "file_id",
                "table_description": "The bytes of a file, sealed; apart from what is said about it, so that lists stay light.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="CheckIn",
            name="confidence",
            field=fields.CharEnumField(
                null=True,
                description="LOW: low\nMEDIUM: medium\nHIGH: high",
                enum_type=Confidence,
                max_length=8,
            ),
        ),
        ops.AddField(
            model_name="CheckIn",
            name="number",
            field=fields.DecimalField(null=True, max_digits=18, decimal_places=4),
        ),
        ops.AddField(
            model_name="CheckIn",
            name="reason",
            field=fields.TextField(null=True, unique=False),
        ),
        ops.AddField(
            model_name="DevelopmentPlan",
            name="check_in_every",
            field=fields.IntField(db_default=14),
        ),
        EnlargeEnumeration(
            model_name="DismissedSuggestion",
            name="source_kind",
            field=fields.CharEnumField(
                description="PROMISE_OVERDUE: promise_overdue\nGOAL_AT_RISK: goal_at_risk\nFEEDBACK_RECEIVED: feedback_received\nFEEDBACK_OWED: feedback_owed\nTHANKS_RECEIVED: thanks_received\nSTEP_DUE: step_due\nLOW_CHECK_IN: low_check_in\nCHECK_IN_DUE: check_in_due\nPLAN_QUIET: plan_quiet",
                enum_type=SuggestionKind,
                max_length=24,
            ),
        ),
        EnlargeEnumeration(
            model_name="TalkingPoint",
            name="source_kind",
            field=fields.CharEnumField(
                null=True,
                description="PROMISE_OVERDUE: promise_overdue\nGOAL_AT_RISK: goal_at_risk\nFEEDBACK_RECEIVED: feedback_received\nFEEDBACK_OWED: feedback_owed\nTHANKS_RECEIVED: thanks_received\nSTEP_DUE: step_due\nLOW_CHECK_IN: low_check_in\nCHECK_IN_DUE: check_in_due\nPLAN_QUIET: plan_quiet",
                enum_type=SuggestionKind,
                max_length=24,
            ),
        ),
        EnlargeEnumeration(
            model_name="DevelopmentPlan",
            name="state",
            field=fields.CharEnumField(
                default=PlanState.DRAFT,
                description="DRAFT: draft\nPROPOSED: proposed\nACTIVE: active\nCLOSED: closed\nEXPIRED: expired",
                enum_type=PlanState,
                max_length=16,
            ),
        ),
        ops.AddField(
            model_name="DevelopmentPlan",
            name="closed_manager",
            field=fields.ForeignKeyField(
                "erm.Person",
                source_field="closed_manager_id",
                null=True,
                db_index=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.SET_NULL,
            ),
        ),
        ops.AddField(
            model_name="DevelopmentPlan",
            name="manager_saw_changes_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="DevelopmentPlan",
            name="mentor",
            field=fields.ForeignKeyField(
                "erm.Person",
                source_field="mentor_id",
                null=True,
                db_index=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.SET_NULL,
            ),
        ),
        ops.AddField(
            model_name="DevelopmentPlan",
            name="outcome",
            field=fields.CharEnumField(
                null=True,
                description="COMPLETED: completed\nGIVEN_UP: given_up\nRENEWED: renewed\nLAPSED: lapsed",
                enum_type=PlanOutcome,
                max_length=16,
            ),
        ),
        ops.AddField(
            model_name="DevelopmentPlan",
            name="person_saw_changes_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="DevelopmentPlan",
            name="quiet_after",
            field=fields.IntField(db_default=21),
        ),
        ops.AddField(
            model_name="DevelopmentPlan",
            name="renewed_from",
            field=fields.ForeignKeyField(
                "erm.DevelopmentPlan",
                source_field="renewed_from_id",
                null=True,
                db_index=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.SET_NULL,
            ),
        ),
        ops.AddField(
            model_name="DevelopmentPlan",
            name="shared_with_managers_manager",
            field=fields.BooleanField(db_default=False),
        ),
        ops.AddField(
            model_name="DevelopmentPlan",
            name="shared_with_mentor",
            field=fields.BooleanField(db_default=False),
        ),
        ops.AddField(
            model_name="DevelopmentPlan",
            name="signed_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Goal",
            name="author",
            field=fields.ForeignKeyField(
                "erm.Person",
                source_field="author_id",
                null=True,
                db_index=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AddField(
            model_name="Goal",
            name="checked_in_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Goal",
            name="confidence",
            field=fields.CharEnumField(
                null=True,
                description="LOW: low\nMEDIUM: medium\nHIGH: high",
                enum_type=Confidence,
                max_length=8,
            ),
        ),
        ops.AddField(
            model_name="Goal",
            name="direction",
            field=fields.CharEnumField(
                null=True, description="UP: up\nDOWN: down", enum_type=NumberDirection, max_length=8
            ),
        ),
        ops.AddField(
            model_name="Goal",
            name="focus_area",
            field=fields.ForeignKeyField(
                "erm.FocusArea",
                source_field="focus_area_id",
                null=True,
                db_index=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.SET_NULL,
            ),
        ),
        ops.AddField(
            model_name="Goal",
            name="kind",
            field=fields.CharEnumField(
                description="GROWTH: growth\nRESULT: result",
                db_default=GoalKind.GROWTH,
                enum_type=GoalKind,
                max_length=16,
            ),
        ),
        ops.AddField(
            model_name="Goal",
            name="measure",
            field=fields.CharEnumField(
                description="PERCENT: percent\nMILESTONES: milestones\nNUMBER: number\nYES_NO: yes_no\nGOALS: goals",
                db_default=GoalMeasure.PERCENT,
                enum_type=GoalMeasure,
                max_length=16,
            ),
        ),
        ops.AddField(
            model_name="Goal",
            name="number_now",
            field=fields.DecimalField(null=True, max_digits=18, decimal_places=4),
        ),
        ops.AddField(
            model_name="Goal",
            name="number_start",
            field=fields.DecimalField(null=True, max_digits=18, decimal_places=4),
        ),
        ops.AddField(
            model_name="Goal",
            name="number_target",
            field=fields.DecimalField(null=True, max_digits=18, decimal_places=4),
        ),
        ops.AddField(
            model_name="Goal",
            name="origin",
            field=fields.CharEnumField(
                null=True,
                description="FEEDBACK: feedback\nACTION_ITEM: action_item\nPACKET: packet\nASSESSMENT: assessment",
                enum_type=Origin,
                max_length=16,
            ),
        ),
        ops.AddField(
            model_name="Goal",
            name="origin_id",
            field=fields.UUIDField(null=True),
        ),
        ops.AddField(
            model_name="Goal",
            name="parent",
            field=fields.ForeignKeyField(
                "erm.Goal",
                source_field="parent_id",
                null=True,
                db_index=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.SET_NULL,
            ),
        ),
        ops.AddField(
            model_name="Goal",
            name="person",
            field=fields.ForeignKeyField(
                "erm.Person",
                source_field="person_id",
                null=True,
                db_index=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AddField(
            model_name="Goal",
            name="status_reason",
            field=fields.TextField(null=True, unique=False),
        ),
        ops.AddField(
            model_name="Goal",
            name="unit",
            field=fields.CharField(db_default="", max_length=40),
        ),
        ops.AddField(
            model_name="Goal",
            name="visibility",
            field=fields.CharEnumField(
                description="PRIVATE: private\nSHARED: shared\nEVERYONE: everyone",
                db_default=GoalVisibility.SHARED,
                enum_type=GoalVisibility,
                max_length=16,
            ),
        ),
        ops.AddField(
            model_name="Goal",
            name="weight",
            field=fields.IntField(db_default=1),
        ),
        ops.RunSQL(
            "UPDATE goal SET"
            " person_id = (SELECT p.person_id FROM development_plan p WHERE p.id = goal.plan_id),"
            " author_id = (SELECT p.author_id FROM development_plan p WHERE p.id = goal.plan_id)",
            reverse_sql="",
        ),
        ops.RunSQL(
            "UPDATE development_plan SET signed_at = CASE"
            " WHEN agreed_by_manager_at > agreed_by_person_at THEN agreed_by_manager_at"
            " ELSE agreed_by_person_at END"
            # Whoever has no manager agreed alone; a closed plan that one side had only proposed was
            # never agreed, which nobody's check-ins show.
            " WHERE agreed_by_person_at IS NOT NULL AND (state = 'active' OR (state = 'closed'"
            " AND (agreed_by_manager_at IS NOT NULL OR EXISTS (SELECT 1 FROM goal g"
            " JOIN check_in c ON c.goal_id = g.id WHERE g.plan_id = development_plan.id))))",
            reverse_sql="",
        ),
        ops.RunSQL(
            "UPDATE development_plan SET outcome = CASE WHEN signed_at IS NULL THEN 'given_up'"
            " ELSE 'completed' END WHERE state = 'closed'",
            reverse_sql="",
        ),
        ops.RunSQL(
            "UPDATE goal SET checked_in_at ="
            " (SELECT MAX(c.created_at) FROM check_in c WHERE c.goal_id = goal.id)",
            reverse_sql="",
        ),
        ops.AlterField(
            model_name="Goal",
            name="plan",
            field=fields.ForeignKeyField(
                "erm.DevelopmentPlan",
                source_field="plan_id",
                null=True,
                db_index=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AlterField(
            model_name="Goal",
            name="author",
            field=fields.ForeignKeyField(
                "erm.Person",
                source_field="author_id",
                db_index=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.AlterField(
            model_name="Goal",
            name="person",
            field=fields.ForeignKeyField(
                "erm.Person",
                source_field="person_id",
                db_index=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        # Tortoise makes no index for a foreign key that is added to a table, and on SQLite it loses
        # those of a table that it alters.
        ops.RunSQL(
            "CREATE INDEX IF NOT EXISTS idx_goal_plan_id_aafd95 ON goal (plan_id)",
            reverse_sql="DROP INDEX IF EXISTS idx_goal_plan_id_aafd95",
        ),
        ops.RunSQL(
            "CREATE INDEX IF NOT EXISTS idx_goal_person__8dd1e5 ON goal (person_id)",
            reverse_sql="DROP INDEX IF EXISTS idx_goal_person__8dd1e5",
        ),
        ops.RunSQL(
            "CREATE INDEX IF NOT EXISTS idx_goal_author__3f361a ON goal (author_id)",
            reverse_sql="DROP INDEX IF EXISTS idx_goal_author__3f361a",
        ),
        ops.RunSQL(
            "CREATE INDEX IF NOT EXISTS idx_goal_focus_a_2a1bb4 ON goal (focus_area_id)",
            reverse_sql="DROP INDEX IF EXISTS idx_goal_focus_a_2a1bb4",
        ),
        ops.RunSQL(
            "CREATE INDEX IF NOT EXISTS idx_goal_parent__c43481 ON goal (parent_id)",
            reverse_sql="DROP INDEX IF EXISTS idx_goal_parent__c43481",
        ),
        ops.RunSQL(
            "CREATE INDEX IF NOT EXISTS idx_development_closed__92161f ON development_plan (closed_manager_id)",
            reverse_sql="DROP INDEX IF EXISTS idx_development_closed__92161f",
        ),
        ops.RunSQL(
            "CREATE INDEX IF NOT EXISTS idx_development_mentor__fdaf47 ON development_plan (mentor_id)",
            reverse_sql="DROP INDEX IF EXISTS idx_development_mentor__fdaf47",
        ),
        ops.RunSQL(
            "CREATE INDEX IF NOT EXISTS idx_development_renewed_510237 ON development_plan (renewed_from_id)",
            reverse_sql="DROP INDEX IF EXISTS idx_development_renewed_510237",
        ),
    ]
