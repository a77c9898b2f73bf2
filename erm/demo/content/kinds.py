"""The shapes that the demo content is written in.

Days are whole days before today (``90`` is three months ago); a negative number lies ahead.
People are referred to by key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Side = Literal["a", "b"]
Language = Literal["en", "ru"]
PlanStage = Literal["draft", "proposed", "active", "closed"]
Cadence = Literal["weekly", "every_two_weeks", "monthly", "custom"]


@dataclass(frozen=True, slots=True)
class DepartmentSpec:
    """A department; ``parent`` and ``head`` are keys."""

    key: str
    name: str
    parent: str | None
    head: str


@dataclass(frozen=True, slots=True)
class ValueSpec:
    """A company value that kudos are given under."""

    key: str
    name: str
    description: str
    color: str


@dataclass(frozen=True, slots=True)
class OfficeSpec:
    """A place of work; every person's time zone follows from their office."""

    key: str
    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class PersonSpec:
    """A person as the directory will show them today."""

    key: str
    name: str
    title: str
    department: str
    manager: str | None
    office: str
    hired: int
    language: Language = "en"
    left: int | None = None


@dataclass(frozen=True, slots=True)
class MoveSpec:
    """A change of manager, department or title that happened ``days`` ago.

    The fields hold what was true *before* that day; ``None`` means unchanged.
    """

    person: str
    days: int
    manager_before: str | None = None
    department_before: str | None = None
    title_before: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A talking point; a private one is seen by its author only, a recurring one comes back."""

    by: Side
    text: str
    private: bool = False
    recurring: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """A promise made in a meeting.

    ``due`` counts days after the meeting, ``done`` too; ``done=None`` is still open today.
    """

    owner: Side
    text: str
    due: int
    done: int | None


@dataclass(frozen=True, slots=True)
class Script:
    """What one meeting of a series held; ``ago`` counts meetings back, 0 is the next one."""

    ago: int
    points: tuple[Point, ...]
    shared: str = ""
    private_a: str = ""
    private_b: str = ""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesSpec:
    """A one-on-one series: ``a`` is the manager (or the more senior), ``b`` the other.

    ``weekday`` counts from Monday 0; ``time`` is wall time in ``a``'s zone. ``week`` places the
    open meeting: 0 on the next such weekday, 1 a week later, -1 in the past, never closed.
    ``missed`` lists the meetings (counted back like ``Script.ago``) that did not happen.
    ``rrule`` is a rhythm of their own, instead of ``cadence``. ``pause`` is since how many days they
    pause, and for how many to come; ``skip`` how many days from the next one on they skip.
    Meetings without a script draw from the pools named in ``topics``. ``recurring`` is a point of
    ``a`` that comes back in every meeting of late.
    """

    key: str
    a: str
    b: str
    cadence: Cadence
    first: int
    weekday: int
    time: str
    topics: tuple[str, ...]
    week: int = 0
    missed: tuple[int, ...] = ()
    ended: int | None = None
    scripts: tuple[Script, ...] = ()
    recurring: str = ""
    kind: Literal["manager", "mentor", "peer"] = "manager"
    rrule: str = ""
    pause: tuple[int, int] | None = None
    skip: int = 0


@dataclass(frozen=True, slots=True)
class NoteSpec:
    """A feedback note: situation, behaviour, impact and, sometimes, a next step.

    ``to_manager`` is the author's choice of "and the manager".
    """

    days: int
    author: str
    subject: str
    situation: str
    behaviour: str
    impact: str
    next_step: str = ""
    to_manager: bool = False
    thanked: bool = False


@dataclass(frozen=True, slots=True)
class RequestSpec:
    """A request for feedback: ``asker`` wants to hear from ``asked``; ``due`` is a day.

    At most one of ``answer`` (the note, whose ``days`` is when it was written) and
    ``declined`` (the reason) is set; neither while it is pending or when it was ``withdrawn``.
    """

    days: int
    asker: str
    asked: str
    question: str
    due: int
    answer: NoteSpec | None = None
    declined: str | None = None
    ended: int | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of a goal; ``done`` is the day it was reached, ``None`` if it was not."""

    text: str
    due: int
    done: int | None = None


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A word on how a goal goes; ``progress`` is 0 to 100."""

    days: int
    by: str
    progress: int
    comment: str
    status: Literal["on_track", "at_risk", "off_track", "done"] = "on_track"


@dataclass(frozen=True, slots=True)
class NumberSpec:
    """What a goal counts: from where to where, and where it stands."""

    start: int
    target: int
    now: int
    unit: str


@dataclass(frozen=True, slots=True)
class FocusSpec:
    """What a plan concentrates on: a competency, a skill (both by key) or an aspiration."""

    title: str
    why: str = ""
    competency: str | None = None
    skill: str | None = None
    target: int | None = None
    from_assessment: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeSpec:
    """A change after both had signed, seen by the other side or not."""

    days: int
    by: str
    goal: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SharedGoalSpec:
    """A goal outside plans that everybody reads; ``weighed`` goals of plans count in it."""

    key: str
    person: str
    title: str
    why: str
    created: int
    due: int
    parent: str | None = None
    weight: int = 1
    number: NumberSpec | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a development plan. ``evidence`` are notes or links: title and words or address."""

    title: str
    why: str
    due: int | None = None
    milestones: tuple[Milestone, ...] = ()
    checkins: tuple[CheckIn, ...] = ()
    measure: Literal["percent", "milestones", "number", "yes_no"] = "percent"
    number: NumberSpec | None = None
    result: bool = False
    focus: int | None = None
    parent: str | None = None
    weight: int = 1
    evidence: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlanSpec:
    """A development plan, with its period, its stage and its goals."""

    key: str
    person: str
    title: str
    stage: PlanStage
    created: int
    starts: int
    ends: int
    focus: str
    goals: tuple[Goal, ...]
    proposed: int | None = None
    agreed: int | None = None
    closed: int | None = None
    closing_note: str = ""
    with_hr: bool = True
    areas: tuple[FocusSpec, ...] = ()
    mentor: str | None = None
    every: int = 14
    changes: tuple[ChangeSpec, ...] = ()
    renews: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment under kudos, ``after`` hours later."""

    by: str
    text: str
    after: int = 2


@dataclass(frozen=True, slots=True)
class KudosSpec:
    """Thanks from one person to one or more (reactions are drawn when it is planted)."""

    days: int
    giver: str
    receivers: tuple[str, ...]
    value: str
    message: str
    comments: tuple[Comment, ...] = ()
    public: bool = True
    team_of: str | None = None
    """Whose team alone sees them."""


@dataclass(frozen=True, slots=True)
class AssessmentSpec:
    """Two looks at a person: ranks as digits, in the order in which the framework asks."""

    person: str
    opened: int
    own: str
    theirs: str | None
    compared: int | None
    due: int | None = None
    own_words: Mapping[str, str] = field(default_factory=dict)
    their_words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SkillSpec:
    """A skill of the catalogue. An empty Russian name: it is called the same everywhere."""

    key: str
    en: str
    ru: str
    category: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MentorshipSpec:
    """Who would help whom with what; ``accepted`` is the day on which both had agreed."""

    mentor: str
    mentee: str
    skill: str
    by: str
    days: int
    accepted: int | None
    message: str


@dataclass(frozen=True, slots=True)
class ResourceSpec:
    """Something to learn from; ``competencies`` are ``key:from-until`` in ranks."""

    key: str
    title: str
    kind: str
    minutes: int
    provider: str
    language: str
    description: str
    competencies: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LearningSpec:
    """What a person plans to learn from, or did on a day."""

    person: str
    resource: str
    done: int | None = None
    minutes: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CertificateSpec:
    """A certificate; days are ago, negative ahead."""

    person: str
    name: str
    issuer: str
    issued: int
    expires: int | None
