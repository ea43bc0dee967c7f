"""Backups: the database and what belongs to it outside, in one file, and back again.

The order matters. The log's keys and its last published checkpoint are read first, the database
after them and the uploaded files last: so the database is never behind what was published of it,
and every file that it names is there.
"""
