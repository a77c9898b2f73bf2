"""What the import of a CSV file did, or would do: one shape for all imports of development."""

from __future__ import annotations

import strawberry

from erm.core import csv_reading


@strawberry.type(description="One thing to mend in a file.")
class CsvProblem:
    """A problem in its place."""

    line: int = strawberry.field(description="The line on which the row begins, counted from 1.")
    column: str = strawberry.field(description="Which column; empty where it is the whole row.")
    message: str = strawberry.field(description="What is wrong, in the viewer's language.")


@strawberry.type(
    description="What a file did, or would do. With a single problem nothing of it is written."
)
class CsvReport:
    """A report in the reader's language."""

    rows: int = strawberry.field(description="How many rows the file has.")
    created: int = strawberry.field(description="How many of them are new.")
    changed: int = strawberry.field(description="How many change something that is there.")
    unchanged: int = strawberry.field(description="How many say what is there already.")
    retired: int = strawberry.field(description="How many are taken out of use.")
    problems: list[CsvProblem] = strawberry.field(description="What is to be mended, by line.")
    applied: bool = strawberry.field(description="Whether it was written.")

    @classmethod
    def of(cls, report: csv_reading.CsvReport, language: str) -> CsvReport:
        """Dress a report in a language."""
        return cls(
            rows=report.rows,
            created=report.created,
            changed=report.changed,
            unchanged=report.unchanged,
            retired=report.retired,
            problems=[
                CsvProblem(line=p.line, column=p.column, message=p.message(language))
                for p in sorted(report.problems, key=lambda p: (p.line, p.column))
            ],
            applied=report.applied,
        )
