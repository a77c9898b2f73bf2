"""Who is asking: sign-in, sessions, access tokens, roles; it turns a request into an ``Actor``.

**Session**: a signed-in browser; a random token in its cookie, of which only the SHA-256 is stored.
**Sign-in link**: a single-use token sent by e-mail. **Access token**: a secret for a program.
**Role**: HR or administrator, granted by an administrator; "manager" is none, it follows from bonds.

Invariants: no secret is stored, only what proves it; a link works once; nobody who has left is
signed in; there is always an administrator, once there was one; whether an account exists is told
neither by an answer nor by its time.
"""
