"""Draw the pictures of the README from a demo night: the HTML report, the desk, pages of the Word report.

Needs Debian's chromium, libreoffice-writer and poppler-utils. Run by `make pictures`.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from desk import draw_desk

from pipeline.demo import run_demo

HERE = Path(__file__).parent
NEEDED = ("chromium", "soffice", "pdftoppm")
CHROMIUM = [
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
]


def run(*command: str) -> None:
    """Run a program quietly, for two minutes at most."""
    subprocess.run(command, check=True, timeout=120, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def shoot_page(page: Path, picture: Path, folder: Path) -> None:
    """Take a picture of the top of an HTML page at the office's screen size."""
    run(
        *CHROMIUM,
        f"--user-data-dir={folder / 'chromium'}",
        "--window-size=1366,1500",
        f"--screenshot={picture}",
        page.as_uri(),
    )


def shoot_document(document: Path, picture_stem: Path, folder: Path, pages: range) -> None:
    """Turn some pages of a Word document into pictures `<stem>-N.png`."""
    run(
        "soffice",
        f"-env:UserInstallation={(folder / 'office').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(document),
    )
    pdf = folder / f"{document.stem}.pdf"
    run("pdftoppm", "-r", "70", "-f", str(pages.start), "-l", str(pages.stop - 1), "-png", str(pdf), str(picture_stem))


def main() -> None:
    """Run the demo in a folder of its own and draw."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        sys.exit(
            f"missing programs: {', '.join(missing)} (Debian packages chromium, libreoffice-writer, poppler-utils)"
        )
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        result = run_demo(folder / "demo", tell=lambda stage, done, total: None)
        page = next(path for path in result.files if path.suffix == ".html" and "reports" in path.parts)
        document = next(path for path in result.files if path.suffix == ".docx")
        digest = next(path for path in result.files if "digests" in path.parts)
        shoot_page(page.absolute(), HERE / "bao-cao-html.png", folder)
        shoot_page(digest.absolute(), HERE / "thu-tom-tat.png", folder)
        draw_desk(folder / "demo", HERE)
        shoot_document(document, HERE / "bao-cao-docx", folder, range(1, 3))


if __name__ == "__main__":
    main()
