"""Pictures as a phone or a webcam sends them, turned into pictures we can keep.

Nothing of the file received survives but its pixels: no metadata, no trailing bytes.
"""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
PIXELS_MAX = 40_000_000
COTE_MAX = 16_384
"""JPEG stops at 65 535 pixels a side; no camera comes near."""
LARGEUR_REDUITE = 800
QUALITE_REDUITE = 80
QUALITE_ORIGINALE = 92


class ImageRefusee(ValueError):
    """Not a picture of an accepted kind, or too large; the text says which."""


@dataclass(frozen=True)
class Images:
    """Both pictures as JPEG, and the size in pixels of the larger one, upright."""

    originale: bytes
    reduite: bytes
    largeur: int
    hauteur: int


def check_image(contenu: bytes) -> None:
    """Refuse by its header what the worker would refuse; nothing is decoded."""
    _open(contenu).close()


def reencode(contenu: bytes) -> Images:
    """Decode, turn upright, drop everything but the pixels, and encode twice as JPEG."""
    with _open(contenu) as image:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                image.load()
                upright = _pixels(ImageOps.exif_transpose(image))
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise ImageRefusee("fichier illisible") from error
    originale = _jpeg(upright, QUALITE_ORIGINALE)
    largeur, hauteur = upright.size
    if largeur > LARGEUR_REDUITE:
        reduced = max(1, round(hauteur * LARGEUR_REDUITE / largeur))
        upright = upright.resize((LARGEUR_REDUITE, reduced), Image.Resampling.LANCZOS)
    return Images(originale, _jpeg(upright, QUALITE_REDUITE), largeur, hauteur)


def _open(contenu: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(contenu), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise ImageRefusee("plus de 40 millions de pixels") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ImageRefusee("format non reconnu") from error
    if image.width * image.height > PIXELS_MAX:
        image.close()
        raise ImageRefusee("plus de 40 millions de pixels")
    if max(image.size) > COTE_MAX:
        image.close()
        raise ImageRefusee(f"plus de {COTE_MAX} pixels de côté")
    return image


def _pixels(image: Image.Image) -> Image.Image:
    """The pixels alone on white: no profile, comment or EXIF can follow them."""
    if image.mode in ("RGBA", "LA", "P", "PA"):
        image = image.convert("RGBA")
        clean = Image.new("RGB", image.size, "white")
        clean.paste(image, mask=image.getchannel("A"))
        return clean
    clean = Image.new("RGB", image.size)
    clean.paste(image.convert("RGB"))
    return clean


def _jpeg(image: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, optimize=True)
    return buffer.getvalue()
