"""From a row of the outbox to the bytes that go on the wire."""

from __future__ import annotations

from erm.mail.message import Attachment, Envelope, assemble, domain_of, sender_parts
from erm.mail.models import Mail
from erm.mail.signing import Signer
from erm.mail.threads import feedback_id, list_id, thread_id
from erm.mail.wrapping import wrapped
from erm.settings import Settings


class Writer:
    """Writes mails of one installation. Raises ``ValueError`` for a DKIM key that cannot be used."""

    def __init__(self, settings: Settings) -> None:
        self._from = settings.mail_from
        self._secret_key = settings.secret_key
        self._domain = domain_of(sender_parts(settings.mail_from)[1])
        self._signer = (
            None
            if settings.dkim_key_file is None
            else Signer.of(
                settings.dkim_key_file,
                domain=settings.dkim_domain or self._domain,
                selector=settings.dkim_selector,
            )
        )

    def write(self, mail: Mail, *, reply_to: str | None = None) -> bytes:
        """A mail as bytes; its ``message_domain`` must be set. Raises ``ValueError`` as ``assemble`` does."""
        message = assemble(
            Envelope(
                message_id=f"<{mail.id}@{mail.message_domain}>",
                sender=self._from,
                to_address=mail.to_address,
                to_name=mail.to_name,
                subject=mail.subject,
                text=wrapped(mail.text),
                html=mail.html,
                date=mail.created_at,
                unsubscribe_url=mail.unsubscribe_url,
                calendar=mail.calendar,
                calendar_method=mail.calendar_method,
                attachment=attachment_of(mail),
                reply_to=reply_to,
                thread=self._thread(mail),
                list_id=list_id(mail.kind, self._domain) if mail.unsubscribe_url else None,
                feedback_id=feedback_id(mail.kind, self._domain),
                language=mail.language,
            )
        )
        return message if self._signer is None else self._signer.sign(message)

    def _thread(self, mail: Mail) -> str | None:
        if mail.recipient_id is None or mail.subject_kind is None or mail.subject_id is None:
            return None
        return thread_id(
            mail.recipient_id,
            mail.subject_kind,
            mail.subject_id,
            secret_key=self._secret_key,
            domain=self._domain,
        )


def attachment_of(mail: Mail) -> Attachment | None:
    """The file that goes with a mail."""
    if mail.attachment is None or mail.attachment_name is None or mail.attachment_type is None:
        return None
    return Attachment(mail.attachment_name, mail.attachment_type, bytes(mail.attachment))
