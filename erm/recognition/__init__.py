"""Recognition: thanks said in front of others, or between a few.

**Kudos**: a message of thanks from an author to one or more receivers, perhaps under a **company
value**. Public kudos stand in everybody's feed; private ones are seen by the author and the
receivers only. **Reaction**: one of six signs, each at most once per person and kudos. **Comment**:
a line under kudos by somebody who sees them.

States: shown; withdrawn by the author (nobody reads them any more, the row remains); hidden by an
administrator with a reason (the author and administrators still see them, marked so).

Invariants: one to twenty different receivers, all present, the author not among them; a retired
value is not given any more; public kudos may become private by the wish of a receiver, never the
other way round; what somebody may not see they can neither react to nor comment on.
"""
