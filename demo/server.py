"""`python -m demo.server`: serve both miniature sites until interrupted."""

import argparse
import signal
import sys
import threading
from collections.abc import Sequence

from demo.web import DemoRequest, DemoSites

__all__ = ["DemoRequest", "DemoSites", "main"]


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve both sites until interrupted and say where they are."""
    parser = argparse.ArgumentParser(
        prog="python -m demo.server", description="Serve the miniature of both news sites on loopback."
    )
    parser.add_argument("--night", type=int, choices=(1, 2), default=1, help="which night to show")
    parser.add_argument("--ports", type=int, nargs=2, default=(8701, 8702), help="ports of newspaper and broadcaster")
    options = parser.parse_args(arguments)
    # A shell that starts a program in the background makes it deaf to interrupts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with DemoSites(options.night, ports=tuple(options.ports)) as sites:
            for public, local in sites.origins:
                sys.stdout.write(f"--origin {public}={local}\n")
            sys.stdout.flush()
            threading.Event().wait()
    except KeyboardInterrupt:
        sys.stdout.write("Đã dừng.\n")


if __name__ == "__main__":
    main()
