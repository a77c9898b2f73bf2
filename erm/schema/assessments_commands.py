"""Opening, answering, handing in and giving up assessments."""

from __future__ import annotations

from datetime import date

import strawberry

from erm.core.ids import new_id
from erm.development.competencies.commands import assessments as commands
from erm.development.competencies.commands.assessments import Answer
from erm.development.competencies.sealed import Proof, ProofKind
from erm.flows.assessing import save_assessment
from erm.schema.assessments import Assessment
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.development_enums import EvidenceKind
from erm.schema.evidence_commands import file_key, source_key
from erm.schema.ids import from_global


@strawberry.input(description="Of whom an assessment should be opened.")
class OpenAssessmentInput:
    """Input of ``openAssessment``."""

    person_id: strawberry.ID = strawberry.field(
        description="Oneself or one of one's reports, who stands at a level."
    )
    due_on: date | None = strawberry.field(
        default=None, description="Until when both should hand in; from today, within a year."
    )


@strawberry.type(description="Both sides are asked.")
class OpenAssessmentSuccess:
    """Answer of ``openAssessment``."""

    assessment: Assessment = strawberry.field(description="The assessment.")


@strawberry.input(description="Something that shows an answer.")
class AssessmentEvidenceInput:
    """A piece of evidence."""

    kind: EvidenceKind = strawberry.field(description="What it is.")
    title: str = strawberry.field(
        default="", description="What it is called, at most 200 characters; a note's words."
    )
    url: str = strawberry.field(
        default="", description="For a link: an address that begins with https:// or http://."
    )
    file_id: strawberry.ID | None = strawberry.field(
        default=None, description="For a file: the `fileId` that its upload was answered with."
    )
    source_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="For feedback, kudos and promises: which one. The person received it or kept "
        "it, and the viewer may read it.",
    )

    def read(self) -> Proof:
        """What was given."""
        return Proof(
            id=new_id(),
            kind=ProofKind(self.kind.value),
            title=self.title,
            url=self.url,
            file_id=file_key(self.file_id, field="answers"),
            source_id=source_key(self.kind, self.source_id, field="answers"),
        )


@strawberry.input(description="At which level one sees the person in a competency.")
class AssessmentAnswerInput:
    """An answer."""

    competency_id: strawberry.ID = strawberry.field(description="Which competency.")
    rank: int | None = strawberry.field(
        default=None,
        description="The rank of the level that fits; 0: not yet at the first one; null: not "
        "decided yet.",
    )
    note: str = strawberry.field(default="", description="Words to it, at most 4,000 characters.")
    evidence: list[AssessmentEvidenceInput] = strawberry.field(
        default_factory=list, description="What shows it; at most ten pieces."
    )

    def read(self) -> Answer:
        """What was typed."""
        return Answer(
            competency_id=from_global(self.competency_id, "Competency", field="answers"),
            rank=self.rank,
            note=self.note,
            evidence=tuple(each.read() for each in self.evidence),
        )


@strawberry.input(description="What one answers so far.")
class SaveAssessmentInput:
    """Input of ``saveAssessment``."""

    id: strawberry.ID = strawberry.field(description="Which assessment.")
    version: int = strawberry.field(description="The version of one's sheet; 0 for a new one.")
    answers: list[AssessmentAnswerInput] = strawberry.field(
        description="What changed; competencies that are not named stay as they are."
    )


@strawberry.type(description="It is kept, and nobody else sees it.")
class SaveAssessmentSuccess:
    """Answer of ``saveAssessment``."""

    assessment: Assessment = strawberry.field(description="The assessment.")


@strawberry.input(description="Which side to hand in.")
class SubmitAssessmentInput:
    """Input of ``submitAssessment``."""

    id: strawberry.ID = strawberry.field(description="Which assessment.")
    version: int = strawberry.field(description="The version of one's sheet.")


@strawberry.type(description="One's side is handed in. When both are, they are compared.")
class SubmitAssessmentSuccess:
    """Answer of ``submitAssessment``."""

    assessment: Assessment = strawberry.field(description="The assessment.")


@strawberry.input(description="Which assessment to give up.")
class CancelAssessmentInput:
    """Input of ``cancelAssessment``."""

    id: strawberry.ID = strawberry.field(description="Which assessment.")


@strawberry.type(description="It is given up, and what was answered destroyed.")
class CancelAssessmentSuccess:
    """Answer of ``cancelAssessment``."""

    assessment: Assessment = strawberry.field(description="The assessment.")


@strawberry.type
class AssessmentsMutation:
    """What the two sides do."""

    @command("Ask both sides how they see a person in the competencies of their level.")
    async def open_assessment(
        self, info: Info, input: OpenAssessmentInput
    ) -> OpenAssessmentSuccess:
        """Open."""
        view = await commands.open_assessment(
            info.context.actor,
            person_id=from_global(input.person_id, "Person", field="person_id"),
            due_on=input.due_on,
        )
        return OpenAssessmentSuccess(assessment=Assessment.of(view))

    @command("Keep what one's side answers so far; nobody else sees it.")
    async def save_assessment(
        self, info: Info, input: SaveAssessmentInput
    ) -> SaveAssessmentSuccess:
        """Save."""
        view = await save_assessment(
            info.context.actor,
            assessment_id=from_global(input.id, "Assessment"),
            version=input.version,
            answers=[each.read() for each in input.answers],
        )
        return SaveAssessmentSuccess(assessment=Assessment.of(view))

    @command("Hand in one's side. Once both have, each sees the other's.")
    async def submit_assessment(
        self, info: Info, input: SubmitAssessmentInput
    ) -> SubmitAssessmentSuccess:
        """Submit."""
        view = await commands.submit_assessment(
            info.context.actor,
            assessment_id=from_global(input.id, "Assessment"),
            version=input.version,
        )
        return SubmitAssessmentSuccess(assessment=Assessment.of(view))

    @command("Give an open assessment up; what was answered is destroyed.")
    async def cancel_assessment(
        self, info: Info, input: CancelAssessmentInput
    ) -> CancelAssessmentSuccess:
        """Cancel."""
        view = await commands.cancel_assessment(
            info.context.actor, assessment_id=from_global(input.id, "Assessment")
        )
        return CancelAssessmentSuccess(assessment=Assessment.of(view))
