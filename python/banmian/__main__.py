"""The command ``banmian``, which comes with the module: ``python -m banmian``."""

import os
import subprocess
import sys
from pathlib import Path


def main() -> None:
    """Runs the command in the place of this process, with the fonts of the module."""
    here = Path(__file__).parent
    command = here / "bin" / ("banmian.exe" if os.name == "nt" else "banmian")
    arguments = [str(command), *sys.argv[1:]]
    environment = {**os.environ, "BANMIAN_FONTS": str(here / "fonts")}
    if os.name == "nt":
        sys.exit(subprocess.call(arguments, env=environment))
    os.execve(command, arguments, environment)


if __name__ == "__main__":
    main()
