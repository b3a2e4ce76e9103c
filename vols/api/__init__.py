"""Flights, what they carry, their way and their papers."""

from ninja import Router

from vols.api.chargements import router as chargements
from vols.api.documents import router as documents
from vols.api.etapes import router as etapes
from vols.api.references import router as references
from vols.api.vols import router as vols

router = Router()
router.add_router("", references)
for part in (vols, chargements, etapes, documents):
    router.add_router("/vols", part)
