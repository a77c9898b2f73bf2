"""Importing people and the quality of their data, for administrators."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from babel.dates import format_date
from babel.lists import format_list

from erm.core.language import babel_locale, say
from erm.core.paging import PageRequest, page_of_list
from erm.people import policy
from erm.people.errors import UploadNotFound
from erm.people.importing.kinds import Change, ImportPlan, Problem
from erm.people.importing.messages import guard_message, problem_message
from erm.people.importing.uploads import apply_people_import, preview_upload
from erm.people.quality import Issue, Report, data_quality
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.enums import ChangeKind, DataQualityKind, GuardKind, Locale
from erm.schema.paging import After, Connection, First
from erm.schema.refs import PersonRef


@strawberry.type(description="A column of the file.")
class ImportColumn:
    """One column and what it was understood as."""

    header: str = strawberry.field(description="Its header as it stands in the file.")
    field: str | None = strawberry.field(
        description="What it was understood as; null if it was not, and is ignored."
    )


@strawberry.type(description="One field before and after.")
class ImportFieldChange:
    """A change of one field."""

    field: str = strawberry.field(description="Name of the field.")
    before: str | None = strawberry.field(description="What it is; null if nothing.")
    after: str | None = strawberry.field(description="What it would be; null if nothing.")


@strawberry.type(description="What the file would do with one person.")
class ImportChange:
    """One person's change."""

    kind: ChangeKind = strawberry.field(description="Added, changed or deactivated.")
    line: int | None = strawberry.field(
        description="Line of the file; null for people who are missing from it."
    )
    name: str = strawberry.field(description="The person's name.")
    email: str = strawberry.field(description="The person's work address.")
    details: list[ImportFieldChange] = strawberry.field(description="The fields that change.")

    @classmethod
    def of(cls, change: Change) -> ImportChange:
        """Dress a change."""
        return cls(
            kind=change.kind,
            line=change.line,
            name=change.name,
            email=change.email,
            details=[
                ImportFieldChange(field=d.field, before=d.before, after=d.after)
                for d in change.details
            ],
        )


@strawberry.type(description="Why a row, or the file, cannot be used.")
class ImportProblem:
    """One thing to mend in the file."""

    line: int = strawberry.field(description="Line of the file on which the row begins.")
    column: str | None = strawberry.field(description="The column, if it is about one.")
    code: str = strawberry.field(description="Stable name of the reason.")
    message: str = strawberry.field(description="The reason in the viewer's language.")
    value: str | None = strawberry.field(description="What stands there, if that is the trouble.")

    @classmethod
    def of(cls, problem: Problem, language: str) -> ImportProblem:
        """Dress a problem in the reader's language."""
        return cls(
            line=problem.line,
            column=problem.column,
            code=problem.code.value,
            message=problem_message(problem, language),
            value=problem.value,
        )


@strawberry.type(description="A limit that the file passes and that has to be allowed explicitly.")
class ImportGuard:
    """One passed limit."""

    kind: GuardKind = strawberry.field(description="Which limit.")
    count: int = strawberry.field(description="How many people it is about.")
    of: int = strawberry.field(description="Of how many.")
    message: str = strawberry.field(description="The same in words, in the viewer's language.")


@strawberry.type(description="What an uploaded file would do to the directory.")
class PeopleImportPreview:
    """A plan of an import."""

    plan: strawberry.Private[ImportPlan]
    upload_id: strawberry.ID = strawberry.field(description="Id of the upload.")
    file_name: str = strawberry.field(description="Name of the file.")
    encoding: str = strawberry.field(description="The encoding that was detected.")
    delimiter: str = strawberry.field(description="The delimiter that was detected.")
    columns: list[ImportColumn] = strawberry.field(description="The columns, in order.")
    row_count: int = strawberry.field(description="How many rows there are under the header.")
    added: int = strawberry.field(description="How many people would be added.")
    changed: int = strawberry.field(description="How many people would be changed.")
    deactivated: int = strawberry.field(description="How many people would have left.")
    unchanged: int = strawberry.field(description="How many people would stay as they are.")
    guards: list[ImportGuard] = strawberry.field(
        description="Limits that the file passes; applying it must allow each of them."
    )
    plan_digest: str = strawberry.field(
        description="To be repeated when applying: what was shown is what is done."
    )
    can_apply: bool = strawberry.field(
        description="Whether there is no problem, and something to do."
    )

    @strawberry.field(description="What would happen to whom, in the order of the file.")
    def changes(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[ImportChange]:
        """A page of changes."""
        return _paged(self.plan.changes, first, after, ImportChange.of)  # type: ignore[no-any-return]

    @strawberry.field(description="Everything to mend, in the order of the file.")
    def problems(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[ImportProblem]:
        """A page of problems."""
        language = info.context.language
        return _paged(  # type: ignore[no-any-return]
            self.plan.problems, first, after, lambda each: ImportProblem.of(each, language)
        )

    @classmethod
    def of(cls, upload_id: UUID, plan: ImportPlan, language: str) -> PeopleImportPreview:
        """Dress a plan."""
        return cls(
            plan=plan,
            upload_id=strawberry.ID(str(upload_id)),
            file_name=plan.file_name,
            encoding=plan.encoding,
            delimiter=plan.delimiter,
            columns=[
                ImportColumn(header=h.header, field=None if h.column is None else h.column.value)
                for h in plan.headings
            ],
            row_count=plan.row_count,
            added=plan.count(ChangeKind.ADDED),
            changed=plan.count(ChangeKind.CHANGED),
            deactivated=plan.count(ChangeKind.DEACTIVATED),
            unchanged=plan.unchanged,
            guards=[
                ImportGuard(
                    kind=guard.kind,
                    count=guard.count,
                    of=guard.total,
                    message=guard_message(guard, language),
                )
                for guard in plan.guards
            ],
            plan_digest=plan.digest,
            can_apply=plan.can_apply,
        )


@strawberry.type(description="Something odd about one or more records.")
class DataQualityIssue:
    """One thing to look at."""

    person_keys: strawberry.Private[tuple[UUID, ...]]
    key: str = strawberry.field(description="The same whenever the same thing is found.")
    kind: DataQualityKind = strawberry.field(description="What kind of thing it is.")
    reason: str = strawberry.field(description="What was found, in the viewer's language.")

    @strawberry.field(description="Whose records it is about.")
    async def people(self, info: Info) -> list[PersonRef]:
        """The people."""
        return await refs.people(info, self.person_keys)

    @classmethod
    def of(cls, issue: Issue, language: str) -> DataQualityIssue:
        """Dress an issue in the reader's language."""
        locale = babel_locale(language)
        day = issue.day
        reason = say(
            language,
            f"quality.{issue.reason}",
            names=format_list(list(issue.names), locale=locale) if issue.names else "",
            fields=format_list(
                [say(language, f"people.field.{f}") for f in issue.fields], locale=locale
            )
            if issue.fields
            else "",
            day=format_date(day, "long", locale=locale) if day else "",
        )
        return cls(key=issue.key, kind=issue.kind, reason=reason, person_keys=issue.person_ids)


@strawberry.type(description="How many issues of a kind there are.")
class DataQualityCount:
    """A kind and its number."""

    kind: DataQualityKind = strawberry.field(description="The kind.")
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="What to look at in the directory, as of now.")
class DataQuality:
    """Everything found."""

    report: strawberry.Private[Report]
    checked_at: datetime = strawberry.field(description="When it was looked at.")
    people_count: int = strawberry.field(description="How many present people were looked at.")
    counts: list[DataQualityCount] = strawberry.field(description="How many of each kind.")

    @strawberry.field(description="What was found, the gravest first.")
    def issues(
        self,
        info: Info,
        kind: Annotated[
            DataQualityKind | None, strawberry.argument(description="Only this kind.")
        ] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[DataQualityIssue]:
        """A page of issues."""
        language = info.context.language
        found = [i for i in self.report.issues if kind is None or i.kind is kind]
        return _paged(  # type: ignore[no-any-return]
            found, first, after, lambda each: DataQualityIssue.of(each, language)
        )

    @classmethod
    def of(cls, report: Report) -> DataQuality:
        """Dress a report."""
        return cls(
            report=report,
            checked_at=report.checked_at,
            people_count=report.people_count,
            counts=[
                DataQualityCount(kind=kind, count=report.count(kind)) for kind in DataQualityKind
            ],
        )


@strawberry.type
class PeopleImportQuery:
    """Root fields for administrators."""

    @strawberry.field(description="What to look at in the directory. Null for others.")
    async def data_quality(self, info: Info) -> DataQuality | None:
        """The quality of the directory's data."""
        report = await data_quality(info.context.actor)
        return None if report is None else DataQuality.of(report)

    @strawberry.field(
        description="What a file of people, uploaded by the viewer within a day, would do. Null for "
        "others, and when there is no such upload."
    )
    async def people_import(
        self,
        info: Info,
        upload_id: Annotated[
            strawberry.ID, strawberry.argument(description="Id that the upload was answered with.")
        ],
    ) -> PeopleImportPreview | None:
        """A preview."""
        actor, settings = info.context.actor, info.context.settings
        key = _upload_key(upload_id)
        if key is None or not policy.may_import_people(actor):
            return None
        plan = await preview_upload(
            actor,
            key,
            time_zone=settings.default_time_zone,
            locale=Locale(settings.default_locale),
        )
        if plan is None:
            return None
        return PeopleImportPreview.of(key, plan, info.context.language)


@strawberry.input(description="Which file to apply, as it was shown.")
class ApplyPeopleImportInput:
    """Input of ``applyPeopleImport``."""

    upload_id: strawberry.ID = strawberry.field(description="Id of the upload.")
    plan_digest: str = strawberry.field(description="`planDigest` of the preview.")
    allow: list[GuardKind] = strawberry.field(
        default_factory=list, description="Limits that the file may pass."
    )


@strawberry.type(description="All of the file is applied.")
class ApplyPeopleImportSuccess:
    """Success of ``applyPeopleImport``."""

    added: int = strawberry.field(description="How many people were added.")
    changed: int = strawberry.field(description="How many people were changed.")
    deactivated: int = strawberry.field(description="How many people have left.")


@strawberry.type
class PeopleImportMutation:
    """Mutations for administrators."""

    @command("Apply an uploaded file of people: all of it, or nothing.")
    async def apply_people_import(
        self, info: Info, input: ApplyPeopleImportInput
    ) -> ApplyPeopleImportSuccess:
        """Import the file."""
        key = _upload_key(input.upload_id)
        if key is None:
            raise UploadNotFound(field="upload_id")
        settings = info.context.settings
        plan = await apply_people_import(
            info.context.actor,
            upload_id=key,
            plan_digest=input.plan_digest,
            allow=input.allow,
            time_zone=settings.default_time_zone,
            locale=Locale(settings.default_locale),
        )
        return ApplyPeopleImportSuccess(
            added=plan.count(ChangeKind.ADDED),
            changed=plan.count(ChangeKind.CHANGED),
            deactivated=plan.count(ChangeKind.DEACTIVATED),
        )


def _upload_key(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def _paged(rows: Any, first: int | None, after: str | None, convert: Any) -> Any:
    numbered = list(enumerate(rows))
    page = page_of_list(numbered, PageRequest.of(first, after), lambda each: (each[0],))
    return Connection.of(page, lambda each: convert(each[1]))
