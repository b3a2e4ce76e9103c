"""Pictures of cartons: drawn, then taken through the real upload and compression."""

import io
from datetime import datetime

from PIL import Image, ImageDraw, ImageFilter

from colis.models import Colis
from colis.services.photos import add_photo, process_photo
from config.demonstration.scene import Scene
from core.tenancy import contexte

PART = 0.22
KRAFT = ((186, 140, 92), (201, 158, 110), (172, 128, 84))


def photograph(scene: Scene, colis: Colis, now: datetime) -> None:
    """One carton out of five has its picture, compressed as the worker would."""
    if scene.hasard.random() > PART:
        return
    acteur = scene.acteur("agent_chine")
    with contexte(acteur):
        photo, _ = add_photo(
            acteur=acteur,
            now=now,
            colis_id=colis.id,
            contenu=draw_carton(scene, colis.code_suivi),
            dispatch=lambda _: None,
        )
        process_photo(now=now, photo_id=photo.id)


def draw_carton(scene: Scene, code: str) -> bytes:
    """A taped kraft box on a bench, seen from above its front edge."""
    hasard = scene.hasard
    picture = Image.new("RGB", (1280, 720), (94, 102, 110))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 430, 1280, 720), fill=(122, 128, 134))
    kraft = hasard.choice(KRAFT)
    dark = tuple(int(c * 0.78) for c in kraft)
    light = tuple(min(255, int(c * 1.1)) for c in kraft)
    left, right = hasard.randint(260, 340), hasard.randint(900, 1000)
    top, bottom = hasard.randint(220, 280), hasard.randint(590, 640)
    depth = hasard.randint(60, 110)
    draw.polygon(
        [(left, top), (left + depth, top - depth), (right + depth, top - depth), (right, top)],
        fill=light,
    )
    draw.polygon(
        [(right, top), (right + depth, top - depth), (right + depth, bottom - depth),
         (right, bottom)],
        fill=dark,
    )  # fmt: skip
    draw.rectangle((left, top, right, bottom), fill=kraft)
    middle = (left + right) // 2
    draw.rectangle((middle - 26, top, middle + 26, bottom), fill=(214, 190, 150))
    draw.rectangle((left + 50, top + 60, left + 290, top + 230), fill=(248, 248, 246))
    for n in range(24):
        x = left + 64 + n * 9
        if int(code[n % 13], 36) % 3:
            draw.rectangle((x, top + 150, x + 4, top + 200), fill=(20, 20, 20))
    draw.text((left + 64, top + 80), code, fill=(20, 20, 20), font_size=26)
    file = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(0.8)).save(file, "JPEG", quality=86)
    return file.getvalue()
