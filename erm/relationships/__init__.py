"""A read model over the siblings: what two people had to do with each other.

**Touchpoint**: one recorded contact between two people. **Relationship**: a pair with its
touchpoints, its cadence and its open promises. **Quiet**: no contact for longer than one and a half
times the pair's cadence. **Attention** and **reasons**: how soon a pair needs one of its two, and why.

``contacts`` pages through the ledger; ``queries`` reads pairs; ``health`` is the rule of attention and
``attention`` its facts; ``tallies`` counts what the two gave each other; ``rhythm`` and ``cadence``
compare what was meant with what was held. For HR, ``departments`` parts the company into groups that
name nobody, ``rates`` and ``network`` count over them, by the rules of ``ties`` and ``graph``.

Invariants: a touchpoint is written in the transaction of the fact that it records, once per fact and
pair; only the two people of a pair read its page, its lines and its counts; a touchpoint whose subject
the reader may not read any more keeps its kind and day and loses its title; no number about
departments is about fewer than five people, nor can rows of one table be subtracted to such a one.
"""
