"""Knows that ``python -m coursepack`` is the command line."""

import sys

from coursepack.cli import main

sys.exit(main())
