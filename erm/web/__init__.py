"""HTTP: the composition root of the server.

``app`` puts it together, ``graphql`` answers ``POST /graphql``, ``authentication`` finds out who
asks, ``security`` refuses what comes from elsewhere and sets headers, ``spa`` serves the
single-page application, ``health`` says how the server is.
"""
