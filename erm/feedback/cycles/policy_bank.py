"""Who may see and do what with the bank of questions.

What suits a request for feedback is there for everybody who asks; the rest is what HR makes cycles
of. Administrators have no right of their own.
"""

from __future__ import annotations

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.feedback.cycles.models import BankQuestion


def may_edit_bank(actor: Actor) -> bool:
    """Writing questions and retiring them: HR."""
    return actor.is_hr


def may_read_bank_question(actor: Actor, question: BankQuestion) -> bool:
    """HR all of them, others those in use that suit a request for feedback."""
    if actor.is_system:
        return False
    return actor.is_hr or (question.for_asking and question.retired_at is None)


def readable_bank_questions(actor: Actor) -> Q:
    """Filter form of :func:`may_read_bank_question`."""
    if actor.is_system:
        return Q(id__in=[])
    return Q() if actor.is_hr else Q(for_asking=True, retired_at__isnull=True)


def may_see_wordings(actor: Actor) -> bool:
    """How a question was worded before: HR."""
    return actor.is_hr
