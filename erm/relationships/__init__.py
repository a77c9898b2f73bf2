"""A read model over the siblings: what two people had to do with each other.

**Touchpoint**: one recorded contact between two people. **Relationship**: a pair with its
touchpoints, its cadence and its open promises. **Quiet**: no contact for longer than one and a half
times the pair's cadence.

Invariants: a touchpoint is written in the transaction of the fact that it records, once per fact and
pair; only the two people of a pair read its page; a touchpoint whose subject the reader may not read
any more keeps its kind and day and loses its title.
"""
