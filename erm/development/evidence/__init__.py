"""Evidence: what shows how a goal goes, or why somebody is seen at a level.

**Evidence** is a note, a link, a file, or points at feedback or kudos that the person received, or at a
promise that they kept. What it points at is never copied: it is read there, by whoever may read it
there. Evidence of a goal is seen by whoever follows the goal, and taken away by whoever added it.
"""
