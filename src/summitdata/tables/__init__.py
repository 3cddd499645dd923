"""Read a folder of tables and find every fault with its line; write it whole.

Standard library only, so that a check starts at once.
"""
