"""A folder a theme: measures (data in, frame out), charts and sentences (frame in)."""
