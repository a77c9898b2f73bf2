"""Notifications: what happened that concerns somebody, and how it reaches them.

**Notification**: one thing that happened, for one person who may see it. It stands in the product, and
leaves by the **channels** that its person chose for its **kind**: mail, chat, push. **Dispatch**: one
notification on its way through one channel; dispatches for the same person and channel that are due
together are one message, so that ten reactions are one mail. **Reach**: when a person may be reached:
not in their quiet hours, on their days off or in a pause; what is due then waits until after it.

Invariants: whether its person may still see what it is about is asked again whenever it is shown or
told; a message of several says each once; nothing is told to somebody who has left; what a person
switched off does not leave, unless the company requires that kind, which the screen of choices says.
"""
