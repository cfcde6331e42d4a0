"""`python -m leitlinien` is the command `leitlinien`."""

import sys

from leitlinien.cli import main

sys.exit(main())
