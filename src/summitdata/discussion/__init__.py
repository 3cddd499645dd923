"""The written discussion of a summit: read it, hold its numbers against the tables, know when it waits to be read again.

Standard library only, and no measure is called, so that a check stays fast.
"""
