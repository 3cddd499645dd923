"""The one way to execute a notebook; what is kept of it; the cluster."""

import sys

# Where JupyterLab is installed, jsonschema (which nbformat imports) builds a grammar of internet addresses at
# each import: a second in every process, for a format that no notebook has. It does without where there is none.
if "jsonschema" not in sys.modules:
    sys.modules.setdefault("rfc3987_syntax", None)
