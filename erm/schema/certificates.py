"""Certificates: one's own, and those of the people whom one looks after."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from erm.development.learning import queries
from erm.development.learning.commands import certificates
from erm.development.learning.commands.certificates import CertificateDraft
from erm.development.learning.views import CertificateView
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.evidence import StoredFile
from erm.schema.evidence_commands import file_key
from erm.schema.ids import from_global, maybe_from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.refs import PersonRef


@strawberry.type(description="A certificate that somebody holds, perhaps until a day.")
class Certificate(Node):
    """A certificate as the viewer sees it."""

    person_key: strawberry.Private[UUID]
    stored_key: strawberry.Private[UUID | None]
    name: str = strawberry.field(description="What it is called.")
    issuer: str = strawberry.field(description="Who issued it; may be empty.")
    number: str = strawberry.field(description="Its number; may be empty.")
    issued_on: date | None = strawberry.field(description="The day of issue, if it is known.")
    expires_on: date | None = strawberry.field(description="Its last day; null if it never ends.")
    days_left: int | None = strawberry.field(
        description="Days until then: 0 on the last day, below 0 afterwards; null if it never ends."
    )
    version: int = strawberry.field(description="To be given back when saving.")
    can_edit: bool = strawberry.field(description="Whether the viewer may change it: whose it is.")

    @strawberry.field(description="The certificate itself, if it is kept.")
    async def file(self, info: Info) -> StoredFile | None:
        """Its file."""
        if self.stored_key is None:
            return None
        files = info.context.loader(queries.certificate_files)
        return StoredFile.maybe(await files.load(self.stored_key))

    @strawberry.field(description="Whose it is.")
    async def person(self, info: Info) -> PersonRef:
        """Who holds it."""
        return await refs.person(info, self.person_key)

    @classmethod
    def of(cls, view: CertificateView) -> Certificate:
        """Dress a view."""
        return cls(
            id=to_global("Certificate", view.id),
            person_key=view.person_id,
            name=view.name,
            issuer=view.issuer,
            number=view.number,
            issued_on=view.issued_on,
            expires_on=view.expires_on,
            days_left=view.days_left,
            stored_key=view.file_id,
            version=view.version,
            can_edit=view.can_edit,
        )


@node_of("Certificate")
async def load_certificate(info: Info, key: UUID) -> Certificate | None:
    """A certificate by key, if the viewer may read it."""
    view = await info.context.loader(queries.certificates_by_ids).load(key)
    return None if view is None else Certificate.of(view)


@strawberry.type
class CertificatesViewer:
    """The viewer's certificates, and those of their reports."""

    @strawberry.field(
        description="The viewer's certificates: those that end first come first, those that never "
        "end last."
    )
    async def certificates(self, info: Info) -> list[Certificate]:
        """My certificates."""
        views = await queries.own_certificates(info.context.actor)
        return [Certificate.of(view) for view in views]

    @strawberry.field(
        description="Certificates of the viewer's direct reports that end within 90 days, or ended "
        "within the last 90; the soonest first."
    )
    async def team_certificates(self, info: Info) -> list[Certificate]:
        """My reports' certificates that need attention."""
        views = await queries.team_certificates(info.context.actor)
        return [Certificate.of(view) for view in views]


@strawberry.type
class PersonCertificates:
    """What a person's page shows of certificates."""

    key: strawberry.Private[UUID]

    @strawberry.field(
        description="Their certificates; null for all but themselves, their manager and HR."
    )
    async def certificates(self, info: Info) -> list[Certificate] | None:
        """Their certificates."""
        views = await info.context.loader(queries.certificates_of).load(self.key)
        return None if views is None else [Certificate.of(view) for view in views]


@strawberry.input(description="A certificate of one's own, new or changed.")
class SaveCertificateInput:
    """Input of ``saveCertificate``."""

    id: strawberry.ID | None = strawberry.field(
        default=None, description="Which one; a new one is made without it."
    )
    name: str = strawberry.field(description="What it is called; at most 200 characters.")
    issuer: str = strawberry.field(default="", description="Who issued it.")
    number: str = strawberry.field(default="", description="Its number.")
    issued_on: date | None = strawberry.field(default=None, description="The day of issue.")
    expires_on: date | None = strawberry.field(
        default=None, description="Its last day; none if it never ends."
    )
    file_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="The `fileId` of an upload, to be kept with it; it replaces what was there.",
    )
    remove_file: bool = strawberry.field(
        default=False, description="Whether to delete the file that was there."
    )
    version: int = strawberry.field(
        default=0, description="The version that was read; 0 for a new one."
    )


@strawberry.type(description="The certificate is written down.")
class SaveCertificateSuccess:
    """Answer of ``saveCertificate``."""

    certificate: Certificate = strawberry.field(description="The certificate.")


@strawberry.input(description="Which certificate to delete.")
class RemoveCertificateInput:
    """Input of ``removeCertificate``."""

    id: strawberry.ID = strawberry.field(description="Which one; one's own.")


@strawberry.type(description="The certificate is gone, with its file.")
class RemoveCertificateSuccess:
    """Answer of ``removeCertificate``."""

    id: strawberry.ID = strawberry.field(description="The id that it had.")


@strawberry.type
class CertificatesMutation:
    """What people do with their certificates."""

    @command("Write down a certificate of one's own, or change it.")
    async def save_certificate(
        self, info: Info, input: SaveCertificateInput
    ) -> SaveCertificateSuccess:
        """Save."""
        view = await certificates.save_certificate(
            info.context.actor,
            CertificateDraft(
                name=input.name,
                issuer=input.issuer,
                number=input.number,
                issued_on=input.issued_on,
                expires_on=input.expires_on,
                file_id=file_key(input.file_id),
                remove_file=input.remove_file,
            ),
            certificate_id=maybe_from_global(input.id, "Certificate", field="id"),
            version=input.version,
        )
        return SaveCertificateSuccess(certificate=Certificate.of(view))

    @command("Delete a certificate of one's own.")
    async def remove_certificate(
        self, info: Info, input: RemoveCertificateInput
    ) -> RemoveCertificateSuccess:
        """Remove."""
        await certificates.remove_certificate(
            info.context.actor, certificate_id=from_global(input.id, "Certificate")
        )
        return RemoveCertificateSuccess(id=input.id)
