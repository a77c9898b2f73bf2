"""One linear history of the schema. Every migration is read and mended by hand."""
