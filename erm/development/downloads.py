"""Which files the things of development have, and who may download them.

A file's evidence and certificate say who: whoever reads one of them. Nothing else opens a file that
was claimed, not even having uploaded it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.development import policy_evidence
from erm.development.learning import policy as learning
from erm.development.learning.models import Certificate
from erm.development.models import Evidence


async def readable_files(actor: Actor, ids: Collection[UUID]) -> set[UUID]:
    """Those of these files that the actor may download, because they read what has them."""
    wanted = list(ids)
    evidence: Any = await Evidence.filter(
        policy_evidence.readable_evidence(actor), file_id__in=wanted
    ).values_list("file_id", flat=True)
    certificates: Any = await Certificate.filter(
        learning.readable_certificates(actor), file_id__in=wanted
    ).values_list("file_id", flat=True)
    return {*evidence, *certificates}


async def claimed_files(ids: Collection[UUID]) -> set[UUID]:
    """Those of these files that something still has. For the job that deletes the others."""
    wanted = list(ids)
    evidence: Any = await Evidence.filter(file_id__in=wanted).values_list("file_id", flat=True)
    certificates: Any = await Certificate.filter(file_id__in=wanted).values_list(
        "file_id", flat=True
    )
    return {*evidence, *certificates}
