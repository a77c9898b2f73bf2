"""Mail that comes in: answers by mail, and what servers say about mail that could not be delivered.

A composition root beside the web server and the worker: it takes mail over SMTP or LMTP from the
company's own server and hands it to :mod:`erm.flows`.
"""
