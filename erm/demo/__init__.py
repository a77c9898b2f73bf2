"""The demo company: an invented maker of cold-chain loggers with six months of history.

``content`` holds the words as plain data; ``seed`` writes them into an empty database.
"""
