"""Files that people upload: what is taken, where they are kept, and how they are given out.

**Stored file**: its name, its type by content and its size; its bytes are sealed in the database,
never under the web root. It belongs to whoever uploaded it until something claims it (evidence, a
certificate); from then on those who read that thing may download it.
"""
