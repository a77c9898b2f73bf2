"""Where there can be anything for a digest at all: asked for many people in a few statements.

A hint says "perhaps": what it leaves out, the reader's own question would answer with nothing, and so
it is not asked. What a digest says never depends on hints (a test holds that on random companies); a
hint that is too generous only costs a question. Hints tell nobody anything: they are read by nobody.
"""

from erm.digest.hints.batch import Batch, Hints
from erm.digest.hints.finding import hints_of

__all__ = ["Batch", "Hints", "hints_of"]
