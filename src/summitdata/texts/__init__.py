"""A reader's own copy of a source, held against the rows."""
