"""Migrations of the tables, run when a database is opened; history (the rows) is never rewritten."""
