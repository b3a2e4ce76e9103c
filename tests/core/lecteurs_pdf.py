"""What a reader gets from a PDF: its words through pypdf, its dots through poppler."""

import io
import subprocess
from pathlib import Path

from PIL import Image
from pypdf import PdfReader


def render_pdf(data: bytes, folder: Path, *, dpi: int = 203) -> list[Image.Image]:
    """Every page of a PDF as poppler would print it."""
    source = folder / "document.pdf"
    source.write_bytes(data)
    subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-png", str(source), str(folder / "page")], check=True
    )
    pages = sorted(folder.glob("page-*.png"))
    pictures = [Image.open(page).convert("L") for page in pages]
    for page in pages:
        page.unlink()
    return pictures


def read_pages(data: bytes) -> list[str]:
    """The text of every page, spaces and line breaks folded to single spaces."""
    pages = PdfReader(io.BytesIO(data)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def read_text(data: bytes) -> str:
    """The whole document's text."""
    return " ".join(read_pages(data))
