"""Writes of points, each within the caller's unit of work.

Giving kudos calls :func:`gift`, withdrawing them :func:`return_gift`.
"""

from erm.recognition.points.commands.giving import gift, return_gift

__all__ = ["gift", "return_gift"]
