"""Competency frameworks: what is expected at each level of a kind of work, and who stands where.

**Framework**: tracks with levels, competencies in families, and for each competency and level the
words that describe what is expected. **Version**: all words at one time; a published one never
changes. **Placement**: the track and level of a person, effective-dated. **Assessment**: the person
and their manager each say at which level they see the person in each competency, blind until both
have. **Gap**: expected minus seen, one per side, never averaged.
"""
