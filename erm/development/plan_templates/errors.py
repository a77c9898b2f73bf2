"""Refusals of plan templates."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class PlanTemplateNotFound(NotFound):
    """No such template, or it is not in use any more."""

    code = "PLAN_TEMPLATE_NOT_FOUND"


class PlanTemplateNotYours(NotAllowed):
    """One that comes with erm stays; one of the company's is retired by its author or HR."""

    code = "PLAN_TEMPLATE_NOT_YOURS"


class TemplatesAreSavedByManagers(NotAllowed):
    """Templates are saved by managers and HR."""

    code = "PLAN_TEMPLATES_ARE_SAVED_BY_MANAGERS"


class NothingForATemplate(InvalidInput):
    """The plan has neither focus areas nor goals that others may read."""

    code = "PLAN_TEMPLATE_EMPTY"


class TooManyPlanTemplates(Conflict):
    """The company has as many templates as one can look through."""

    code = "TOO_MANY_PLAN_TEMPLATES"
