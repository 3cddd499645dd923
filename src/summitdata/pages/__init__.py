"""Notebooks made into pages, single files and a site."""
