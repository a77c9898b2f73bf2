"""Moderation: what somebody finds wrong is looked at by people, and nothing vanishes silently.

**Report**: somebody points out kudos, a comment or a line on a card; or the words that the company
warns of were sent all the same, which reports itself. A report keeps what was said when it was made,
and lets moderators (HR, administrators) read that, private or not. It is dismissed, or upheld: what it
is about is then hidden, with a reason that its author reads, and can be restored.
"""
