"""`python -m summitdata`: the command."""

import sys

from summitdata.commands import main

sys.exit(main())
