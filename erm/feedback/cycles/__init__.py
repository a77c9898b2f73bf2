"""Feedback cycles: a round in which many people are reviewed, each from several perspectives.

**Cycle**: a round with phases, made from a **template**, for **participants** chosen by a rule and by
hand. **Perspective**: self, manager, peer, upward, external. **Review**: what one rater writes about
one participant. **Nomination**: choosing the peers. **Result**: what of one perspective may be
shown. **Packet**: what the participant receives. **Calibration**: looking at ratings side by side.
**Programme**: what makes cycles by itself, every so many months or after somebody's hiring.

States: DRAFT, NOMINATION, WRITING, CALIBRATION, PACKETS, ACKNOWLEDGEMENT, CLOSED; CANCELLED before
ratings are closed. ``rules`` has the table.

Invariants: the terms are frozen at launch and can be weakened by nobody; a rater reviews a
participant once; a review is read by its rater alone until its participant's results are made; of an
anonymous perspective nothing is kept then but the result, which names nobody, and of one below its
minimum nothing at all; results are made once; whoever looks (participant, manager, HR) sees the same
result; the participant sees nothing before the release.
"""
