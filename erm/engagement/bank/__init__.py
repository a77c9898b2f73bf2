"""Questions that can be asked, with source and licence, and the drivers they belong to."""
