"""Which files the things of development have, and who may download them.

A file's evidence and certificate say who: whoever reads one of them. A file of an assessment's answer
is read as the answer is: before both sides have answered by its author alone. Nothing else opens a file
that was claimed, not even having uploaded it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.development.citations import cited_assessments
from erm.development.competencies.queries.assessments import readable_answers
from erm.development.evidence import policy as evidence_policy
from erm.development.learning import policy as learning
from erm.development.learning.models import Certificate
from erm.development.models import Evidence


async def readable_files(actor: Actor, ids: Collection[UUID]) -> set[UUID]:
    """Those of these files that the actor may download, because they read what has them."""
    wanted = list(ids)
    evidence: Any = await Evidence.filter(
        evidence_policy.readable_evidence(actor), file_id__in=wanted
    ).values_list("file_id", flat=True)
    certificates: Any = await Certificate.filter(
        learning.readable_certificates(actor), file_id__in=wanted
    ).values_list("file_id", flat=True)
    return {*evidence, *certificates, *await _of_answers(actor, wanted)}


async def _of_answers(actor: Actor, ids: list[UUID]) -> set[UUID]:
    rows: Any = await Evidence.filter(file_id__in=ids, answer_id__isnull=False).values_list(
        "answer_id", "file_id"
    )
    if not rows:
        return set()
    readable = await readable_answers(
        actor, {answer for answer, _ in rows}, cited=await cited_assessments(actor)
    )
    return {file for answer, file in rows if answer in readable}


async def claimed_files(ids: Collection[UUID]) -> set[UUID]:
    """Those of these files that something still has. For the job that deletes the others."""
    wanted = list(ids)
    evidence: Any = await Evidence.filter(file_id__in=wanted).values_list("file_id", flat=True)
    certificates: Any = await Certificate.filter(file_id__in=wanted).values_list(
        "file_id", flat=True
    )
    return {*evidence, *certificates}
