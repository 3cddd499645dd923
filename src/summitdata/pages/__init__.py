"""From notebooks to pages: execute, render, assemble the site."""
