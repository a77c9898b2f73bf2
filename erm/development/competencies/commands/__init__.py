"""Writes of frameworks, levels and assessments.

One function per mutation, each in the caller's unit of work; refusals are raised as ``DomainError``
and roll everything back.
"""
