"""The directory: persons, the department tree, and effective-dated bonds between people.

**Person**: anyone in the directory; a person who has left stays, with ``left_on``. **Department**
forms a tree. **Membership**: a person's department from a day on. **Bond**: a dated tie between two
people (manager, mentor, buddy).

Invariants: a person has at most one manager and one department on any day; nobody is above
themselves in the chain of managers; work e-mail addresses and employee numbers are unique; a
period's ``ends_on`` is the first day on which it no longer holds.
"""
