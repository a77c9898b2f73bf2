from uuid import uuid4

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from erm.core.database.operations import AppendOnly, Frozen, Holds, WithoutRowNumbers
from erm.core.ids import new_id
from erm.engagement.actions.rules import ActionPlanState, ActionStepState
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.ledger.rules import ReportAct
from erm.engagement.results.rules import GroupKind, HiddenReason, Shown, SubjectKind
from erm.engagement.surveys.rules import SurveyReaders, SurveyRhythm, SurveySource, SurveyState
from erm.engagement.waves.rules import WaveState
from erm.reports.rules import PeopleReportKind, ReportAsOf, ReportBy, ReportEvery, ReportFormat


class Migration(migrations.Migration):
    dependencies = [("erm", "0005_recognition_deepens")]

    initial = False

    operations = [
        ops.CreateModel(
            name="EngagementPreference",
            fields=[
                (
                    "person",
                    fields.OneToOneField(
                        "erm.Person",
                        source_field="person_id",
                        primary_key=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("mails", fields.BooleanField(default=True)),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "engagement_preference",
                "app": "erm",
                "pk_attr": "person_id",
                "table_description": "A person's choice: whether invitations and reminders are mailed; who has no row has them mailed.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="EngagementSettings",
            fields=[
                (
                    "id",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=16),
                ),
                ("monthly_questions", fields.IntField(default=40)),
                (
                    "updated_by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="updated_by_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "engagement_settings",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "The company's choices, in one row. ``monthly_questions``: most questions to one person in 30 days.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PeopleReportAccess",
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
                    "kind",
                    fields.CharEnumField(
                        description="ONE_ON_ONES: one_on_ones\nCYCLES: cycles\nDEVELOPMENT: development\nRECOGNITION: recognition\nDIRECTORY: directory",
                        enum_type=PeopleReportKind,
                        max_length=16,
                    ),
                ),
                (
                    "by",
                    fields.CharEnumField(
                        description="DEPARTMENT: department\nLOCATION: location\nLEVEL: level\nTENURE: tenure",
                        enum_type=ReportBy,
                        max_length=16,
                    ),
                ),
                ("act", fields.CharField(max_length=16)),
                ("day", fields.DateField()),
                ("at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "people_report_access",
                "app": "erm",
                "unique_together": (("person", "kind", "by", "act", "day"),),
                "pk_attr": "id",
                "table_description": "Somebody saw a report on people or took it along; one row for a person, report, act and day.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ReportSchedule",
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
                (
                    "kind",
                    fields.CharEnumField(
                        description="ONE_ON_ONES: one_on_ones\nCYCLES: cycles\nDEVELOPMENT: development\nRECOGNITION: recognition\nDIRECTORY: directory",
                        enum_type=PeopleReportKind,
                        max_length=16,
                    ),
                ),
                (
                    "by",
                    fields.CharEnumField(
                        description="DEPARTMENT: department\nLOCATION: location\nLEVEL: level\nTENURE: tenure",
                        enum_type=ReportBy,
                        max_length=16,
                    ),
                ),
                (
                    "as_of",
                    fields.CharEnumField(
                        description="THEN: then\nNOW: now", enum_type=ReportAsOf, max_length=8
                    ),
                ),
                (
                    "format",
                    fields.CharEnumField(
                        description="CSV: csv\nXLSX: xlsx\nPDF: pdf",
                        enum_type=ReportFormat,
                        max_length=8,
                    ),
                ),
                (
                    "every",
                    fields.CharEnumField(
                        description="WEEKLY: weekly\nMONTHLY: monthly\nQUARTERLY: quarterly",
                        enum_type=ReportEvery,
                        max_length=16,
                    ),
                ),
                ("next_on", fields.DateField(db_index=True)),
                ("last_on", fields.DateField(null=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "report_schedule",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "A report that is mailed to its owner. ``next_on`` is a day of the owner's own clock.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Survey",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                ("titles", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("intros", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                (
                    "state",
                    fields.CharEnumField(
                        default=SurveyState.DRAFT,
                        description="DRAFT: draft\nLAUNCHED: launched\nENDED: ended",
                        enum_type=SurveyState,
                        max_length=16,
                    ),
                ),
                (
                    "source",
                    fields.CharEnumField(
                        default=SurveySource.ASKED,
                        description="ASKED: asked\nIMPORTED: imported",
                        enum_type=SurveySource,
                        max_length=16,
                    ),
                ),
                (
                    "rhythm",
                    fields.CharEnumField(
                        default=SurveyRhythm.ONCE,
                        description="ONCE: once\nWEEKLY: weekly\nFORTNIGHTLY: fortnightly\nMONTHLY: monthly\nQUARTERLY: quarterly",
                        enum_type=SurveyRhythm,
                        max_length=16,
                    ),
                ),
                (
                    "readers",
                    fields.CharEnumField(
                        default=SurveyReaders.MANAGERS,
                        description="HR: hr\nMANAGERS: managers\nEVERYONE: everyone",
                        enum_type=SurveyReaders,
                        max_length=16,
                    ),
                ),
                ("audience", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("segments", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("score_group", fields.IntField(default=5)),
                ("word_group", fields.IntField(default=10)),
                ("keep_days", fields.IntField(default=30)),
                ("starts_on", fields.DateField()),
                ("open_days", fields.IntField(default=14)),
                ("remind_days", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("wave_questions", fields.IntField(null=True)),
                ("promise", fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ("promise_hash", fields.CharField(null=True, max_length=64)),
                (
                    "owner",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="owner_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "launched_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "survey",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "What is asked, of whom, when and under which promise.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SurveyDriver",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                ("key", fields.CharField(null=True, unique=True, max_length=80)),
                ("names", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("descriptions", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("position", fields.IntField(default=0)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("retired_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "survey_driver",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "A theme that questions belong to. ``names`` and ``descriptions`` are texts by language.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SurveyItem",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                ("key", fields.CharField(null=True, unique=True, max_length=80)),
                (
                    "kind",
                    fields.CharEnumField(
                        description="SCALE_5: scale_5\nSCALE_7: scale_7\nSCALE_11: scale_11\nSCALE: scale\nYES_NO: yes_no\nSINGLE_CHOICE: single_choice\nMULTIPLE_CHOICE: multiple_choice\nTEXT: text",
                        enum_type=SurveyQuestionKind,
                        max_length=20,
                    ),
                ),
                ("content", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                (
                    "driver",
                    fields.ForeignKeyField(
                        "erm.SurveyDriver",
                        source_field="driver_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("outcome", fields.BooleanField(default=False)),
                ("reversed", fields.BooleanField(default=False)),
                ("licence", fields.CharField(max_length=120)),
                ("source", fields.CharField(max_length=500)),
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
                "table": "survey_item",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "A question of the bank. ``content``: see ``content.ItemContent``.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SurveyQuestion",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "survey",
                    fields.ForeignKeyField(
                        "erm.Survey",
                        source_field="survey_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "item",
                    fields.ForeignKeyField(
                        "erm.SurveyItem",
                        source_field="item_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("position", fields.IntField()),
                (
                    "kind",
                    fields.CharEnumField(
                        description="SCALE_5: scale_5\nSCALE_7: scale_7\nSCALE_11: scale_11\nSCALE: scale\nYES_NO: yes_no\nSINGLE_CHOICE: single_choice\nMULTIPLE_CHOICE: multiple_choice\nTEXT: text",
                        enum_type=SurveyQuestionKind,
                        max_length=20,
                    ),
                ),
                ("content", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                (
                    "driver",
                    fields.ForeignKeyField(
                        "erm.SurveyDriver",
                        source_field="driver_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("outcome", fields.BooleanField(default=False)),
                ("reversed", fields.BooleanField(default=False)),
                ("always", fields.BooleanField(default=True)),
                ("echo", fields.BooleanField(default=False)),
            ],
            options={
                "table": "survey_question",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "A question of a survey, with its own copy of the words. ``always``: asked in every wave.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SurveyUpload",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "uploaded_by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="uploaded_by_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("file_name", fields.CharField(max_length=255)),
                ("content_sealed", fields.BinaryField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("applied_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "survey_upload",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "The bytes of an uploaded table of answers, sealed, kept for a day at most.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SurveyWave",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "survey",
                    fields.ForeignKeyField(
                        "erm.Survey",
                        source_field="survey_id",
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
                        default=WaveState.PLANNED,
                        description="PLANNED: planned\nOPEN: open\nCLOSING: closing\nCLOSED: closed\nCANCELLED: cancelled",
                        enum_type=WaveState,
                        max_length=16,
                    ),
                ),
                ("starts_on", fields.DateField()),
                ("ends_on", fields.DateField()),
                ("opens_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "closes_at",
                    fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False),
                ),
                ("question_ids", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("invited", fields.IntField(default=0)),
                ("answered", fields.IntField(null=True)),
                ("loss", fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ("public_key", fields.TextField(default="", unique=False)),
                ("private_key_sealed", fields.BinaryField(null=True)),
                ("reminders_sent", fields.IntField(default=0)),
                (
                    "released_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("destroy_on", fields.DateField(null=True)),
                ("destroyed", fields.BooleanField(default=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "survey_wave",
                "app": "erm",
                "unique_together": (("survey", "number"),),
                "pk_attr": "id",
                "table_description": "One time that a survey is asked. It is open until ``closes_at``, when it is over in every zone.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ActionPlan",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "wave",
                    fields.ForeignKeyField(
                        "erm.SurveyWave",
                        source_field="wave_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "department",
                    fields.ForeignKeyField(
                        "erm.Department",
                        source_field="department_id",
                        null=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("driver_ids", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("title", fields.CharField(max_length=200)),
                ("aim", fields.TextField(default="", unique=False)),
                (
                    "state",
                    fields.CharEnumField(
                        default=ActionPlanState.ACTIVE,
                        description="ACTIVE: active\nDONE: done\nDROPPED: dropped",
                        enum_type=ActionPlanState,
                        max_length=16,
                    ),
                ),
                (
                    "created_by",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="created_by_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "action_plan",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "What a department, or the company (NULL), does about what a wave told. ``driver_ids``: one or two.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ActionStep",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "plan",
                    fields.ForeignKeyField(
                        "erm.ActionPlan",
                        source_field="plan_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("position", fields.IntField()),
                ("text", fields.CharField(max_length=500)),
                (
                    "owner",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="owner_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("due_on", fields.DateField(null=True)),
                (
                    "state",
                    fields.CharEnumField(
                        default=ActionStepState.OPEN,
                        description="OPEN: open\nDONE: done\nDROPPED: dropped",
                        enum_type=ActionStepState,
                        max_length=16,
                    ),
                ),
                ("settled_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "action_step",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "One step of a plan of action, somebody's, until a day.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Ballot",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "wave",
                    fields.ForeignKeyField(
                        "erm.SurveyWave",
                        source_field="wave_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("content_sealed", fields.BinaryField()),
            ],
            options={
                "table": "survey_ballot",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "An answer sheet, sealed: class, answers and words, see ``sheet.Sheet``.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ReleaseFigure",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "wave",
                    fields.ForeignKeyField(
                        "erm.SurveyWave",
                        source_field="wave_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("group_number", fields.IntField()),
                (
                    "subject_kind",
                    fields.CharEnumField(
                        description="QUESTION: question\nDRIVER: driver\nOUTCOME: outcome",
                        enum_type=SubjectKind,
                        max_length=16,
                    ),
                ),
                ("subject", fields.UUIDField()),
                ("value", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={
                "table": "survey_release_figure",
                "app": "erm",
                "unique_together": (("wave", "group_number", "subject_kind", "subject"),),
                "indexes": [
                    Index(
                        fields=["wave_id", "subject_kind", "subject"],
                        name="idx_survey_release_figure_subject",
                    )
                ],
                "pk_attr": "id",
                "table_description": "A figure of a group. ``subject`` is the question or driver; ``value``: see ``figures.Figure``.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ReleaseGroup",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "wave",
                    fields.ForeignKeyField(
                        "erm.SurveyWave",
                        source_field="wave_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("number", fields.IntField()),
                (
                    "kind",
                    fields.CharEnumField(
                        description="COMPANY: company\nSEGMENT: segment\nPAIR: pair",
                        enum_type=GroupKind,
                        max_length=16,
                    ),
                ),
                ("segments", fields.CharField(default="", max_length=40)),
                ("label", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("department_id", fields.UUIDField(null=True)),
                ("depth", fields.IntField(default=0)),
                (
                    "shown",
                    fields.CharEnumField(
                        description="WHOLLY: wholly\nPARTLY: partly\nHIDDEN: hidden",
                        enum_type=Shown,
                        max_length=16,
                    ),
                ),
                (
                    "reason",
                    fields.CharEnumField(
                        null=True,
                        description="TOO_FEW_INVITED: too_few_invited\nTOO_FEW_ANSWERED: too_few_answered\nWOULD_TELL_OF_FEW: would_tell_of_few\nNEAR_FORMER_WAVE: near_former_wave",
                        enum_type=HiddenReason,
                        max_length=24,
                    ),
                ),
                ("shown_in", fields.IntField(null=True)),
                ("words", fields.BooleanField(default=False)),
                ("invited", fields.IntField(null=True)),
                ("answered", fields.IntField(null=True)),
            ],
            options={
                "table": "survey_release_group",
                "app": "erm",
                "unique_together": (("wave", "number"),),
                "indexes": [
                    Index(
                        fields=["wave_id", "segments", "department_id"],
                        name="idx_survey_release_group_segments",
                    )
                ],
                "pk_attr": "id",
                "table_description": "A group that is told of, or that is not and why. ``number`` 0 is everybody.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ReportAccess",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "wave",
                    fields.ForeignKeyField(
                        "erm.SurveyWave",
                        source_field="wave_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
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
                    "act",
                    fields.CharEnumField(
                        description="VIEWED: viewed\nCSV: csv\nXLSX: xlsx\nPDF: pdf\nMAILED: mailed",
                        enum_type=ReportAct,
                        max_length=16,
                    ),
                ),
                ("part", fields.CharField(max_length=16)),
                ("scope", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("scope_key", fields.CharField(max_length=64)),
                ("day", fields.DateField()),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "survey_report_access",
                "app": "erm",
                "unique_together": (("wave", "person", "act", "part", "scope_key", "day"),),
                "indexes": [Index(fields=["wave_id", "at"], name="idx_survey_report_access_at")],
                "pk_attr": "id",
                "table_description": "Somebody saw a report of a wave, or took it along; one row for a person, part, act and day.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RollEntry",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "wave",
                    fields.ForeignKeyField(
                        "erm.SurveyWave",
                        source_field="wave_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
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
                ("class_number", fields.IntField()),
                ("issued", fields.BooleanField(default=False)),
                ("blinded_hash", fields.CharField(null=True, max_length=64)),
            ],
            options={
                "table": "survey_roll",
                "app": "erm",
                "unique_together": (("wave", "person"),),
                "pk_attr": "id",
                "table_description": "Somebody who is invited to a wave. ``issued``: a token was taken; nothing says whether it was used.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SpentToken",
            fields=[
                (
                    "token_hash",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64),
                ),
                (
                    "wave",
                    fields.ForeignKeyField(
                        "erm.SurveyWave",
                        source_field="wave_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={
                "table": "survey_spent_token",
                "app": "erm",
                "pk_attr": "token_hash",
                "table_description": "A token that a ballot came with: the SHA-256 of its message, so that none is counted twice.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SurveyComment",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "wave",
                    fields.ForeignKeyField(
                        "erm.SurveyWave",
                        source_field="wave_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "question",
                    fields.ForeignKeyField(
                        "erm.SurveyQuestion",
                        source_field="question_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("group_number", fields.IntField()),
                ("words_sealed", fields.BinaryField()),
                ("reply_hash", fields.CharField(null=True, unique=True, max_length=64)),
                ("themes", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={
                "table": "survey_comment",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "Words somebody wrote, sealed. ``group_number`` is the only group of the release they are told in.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="CommentReply",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "comment",
                    fields.ForeignKeyField(
                        "erm.SurveyComment",
                        source_field="comment_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "replier",
                    fields.ForeignKeyField(
                        "erm.Person",
                        source_field="replier_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("words_sealed", fields.BinaryField()),
                ("created_on", fields.DateField()),
            ],
            options={
                "table": "survey_comment_reply",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "An answer to words whose author nobody knows, sealed.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="WaitingBallot",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "wave",
                    fields.ForeignKeyField(
                        "erm.SurveyWave",
                        source_field="wave_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("content_sealed", fields.BinaryField()),
            ],
            options={
                "table": "survey_ballot_waiting",
                "app": "erm",
                "pk_attr": "id",
                "table_description": "A ballot that waits for enough others to be put among the ballots with. Sealed.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="WaveClass",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True),
                ),
                (
                    "wave",
                    fields.ForeignKeyField(
                        "erm.SurveyWave",
                        source_field="wave_id",
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("number", fields.IntField()),
                ("label", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("invited", fields.IntField()),
                ("answered", fields.IntField(null=True)),
                ("block", fields.IntField(null=True)),
            ],
            options={
                "table": "survey_wave_class",
                "app": "erm",
                "unique_together": (("wave", "number"),),
                "pk_attr": "id",
                "table_description": "People of a wave who are told of alike: ``label`` maps each segment to its value, or to NULL.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="WaveRelease",
            fields=[
                (
                    "wave",
                    fields.OneToOneField(
                        "erm.SurveyWave",
                        source_field="wave_id",
                        primary_key=True,
                        db_index=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("plan", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("plan_hash", fields.CharField(max_length=64)),
                ("drivers", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("themes", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                (
                    "withheld",
                    fields.CharEnumField(
                        null=True,
                        description="TOO_FEW_INVITED: too_few_invited\nTOO_FEW_ANSWERED: too_few_answered\nWOULD_TELL_OF_FEW: would_tell_of_few\nNEAR_FORMER_WAVE: near_former_wave",
                        enum_type=HiddenReason,
                        max_length=24,
                    ),
                ),
                ("invited", fields.IntField()),
                ("answered", fields.IntField()),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "survey_release",
                "app": "erm",
                "pk_attr": "wave_id",
                "table_description": "What is told of a wave as a whole: ``plan`` (from numbers of people alone) and its hash, ``drivers``.",
            },
            bases=["Model"],
        ),
        ops.AddField(model_name="Mail", name="attachment", field=fields.BinaryField(null=True)),
        ops.AddField(
            model_name="Mail",
            name="attachment_name",
            field=fields.CharField(null=True, max_length=120),
        ),
        ops.AddField(
            model_name="Mail",
            name="attachment_type",
            field=fields.CharField(null=True, max_length=100),
        ),
        # Neither the roll nor ballots tell when they came.
        WithoutRowNumbers("survey_roll"),
        WithoutRowNumbers("survey_spent_token"),
        WithoutRowNumbers("survey_ballot_waiting"),
        WithoutRowNumbers("survey_ballot"),
        # What was promised stays as it was, whatever a command gets wrong.
        Frozen(
            "survey",
            (
                "promise",
                "promise_hash",
                "score_group",
                "word_group",
                "segments",
                "readers",
                "keep_days",
            ),
            "promise_hash",
        ),
        Holds(
            "survey",
            "groups",
            "score_group >= 5 AND word_group >= 10 AND word_group >= score_group",
        ),
        Holds("survey_wave_class", "invited", "invited >= 5"),
        Holds("survey_release_group", "answered", "shown = 'hidden' OR answered >= 5"),
        AppendOnly("survey_report_access"),
        AppendOnly("people_report_access"),
    ]
