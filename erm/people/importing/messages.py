"""Problems and guards of an import in words, for the screen and the command line."""

from __future__ import annotations

from erm.core.language import has, say
from erm.people.importing.kinds import Guard, Problem


def problem_message(problem: Problem, language: str) -> str:
    """The sentence for a problem."""
    return say(
        language,
        f"import.problem.{problem.code}",
        value=problem.value or "",
        column=column_name(problem.column, language),
        **problem.params,
    )


def guard_message(guard: Guard, language: str) -> str:
    """The sentence for a passed limit."""
    return say(language, f"import.guard.{guard.kind.name}", count=guard.count, total=guard.total)


def column_name(column: str | None, language: str) -> str:
    """A column of ours in the reader's language; a header of the file as it stands there."""
    if column is None:
        return ""
    key = f"import.column.{column}"
    return say(language, key) if has(language, key) else column
