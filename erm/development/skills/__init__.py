"""Skills: what people can do, would learn and would teach, and who could mentor whom.

**Skill**: a line of the catalogue with its names, unique over all; duplicates are merged. **Level**:
1 beginner, 2 practising, 3 advanced, 4 expert; 0 where one would only learn it. **Mentorship**:
proposed by one of the two or by the manager of one, begins when both have accepted.
"""
