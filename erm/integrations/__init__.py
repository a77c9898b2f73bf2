"""What erm tells other programs: signed webhooks (Standard Webhooks) and chats through Apprise.

**Endpoint**: an address that takes webhooks, with its secret. **Channel**: a chat. **Delivery**: one
event for one of them, in a log with its **attempts**; it is retried, and can be replayed. Only what
everybody may see is ever told. Addresses inside the network are not spoken to unless the operator
allows them.
"""
