"""Reports as CSV, XLSX and PDF, from one description. No tables, no people."""
