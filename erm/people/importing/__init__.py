"""Importing the directory from a file: read, understand, compare, apply.

**Plan**: what a file would do to the directory of today, with every problem in it. **Guard**: a
limit that an honest file rarely passes, and that has to be allowed explicitly.

Rules: the file is the whole directory, so whoever is missing has left; people are recognised by work
e-mail or employee number; a column that is not in the file changes nothing; changes of manager and
department hold from today, the past stays as it was; all of the file is applied, or nothing.
"""
