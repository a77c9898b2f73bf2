"""Outgoing mail: an outbox table written with the change that causes it, and a sender.

**Mail**: one message to one address. States: queued -> sending -> sent; sending -> queued again
after a temporary failure; -> parked after a permanent one; queued -> cancelled. **Dedupe key**: what
makes two requests the same mail. **Claim**: a worker's right to send a mail until its lease ends.

Invariants: one row per dedupe key; a mail's Message-ID is fixed when it is queued, so a repetition
after a crash can be recognised; a claimed mail is sent by one worker at a time; nothing a person
typed can add a header.
"""
