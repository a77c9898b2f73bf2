"""What a person would want to hear of: thanks, mentions, comments, reactions.

**Notice**: one thing that happened, for one person who may see it. It waits in a buffer: thanks and
mentions for a few minutes, comments and reactions for up to a day, so that ten of them are one mail.
Whether its person may still see what it is about is asked again when it is told.
"""
