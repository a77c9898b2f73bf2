"""The digest: each person's mail with what needs them, for their week, in their language and zone.

**Preference**: weekly or off, on which weekday and hour of the person's own zone. **Period**: the
ISO week of the person's local date. **Issue**: the digest of one person for one period: queued as
mail, or skipped because there was nothing to say.

Invariants: at most one issue per person and period; an issue and its mail are written in one
transaction; a digest is composed as its recipient, through the same queries as the API; never
empty, never at night (22:00 to 6:00 local), never to somebody who has left.
"""
