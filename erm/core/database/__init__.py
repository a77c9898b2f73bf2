"""The database: connections, routing between reader and writer, start and stop."""
