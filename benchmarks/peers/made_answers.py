"""Write a file of made-up answers of so many people."""

import sys
from pathlib import Path

from benchmarks.answers import write_answers

write_answers(Path(sys.argv[1]), int(sys.argv[2]))
