"""Check-in, stock, hand-over, tills and collections."""

from ninja import Router

from distribution.api.appareils import router as appareils
from distribution.api.caisses import router as caisses
from distribution.api.encaissements import router as encaissements
from distribution.api.pointage import router as pointage
from distribution.api.remises import router as remises
from distribution.api.stock import router as stock

router = Router()
for part in (appareils, caisses, encaissements, pointage, stock, remises):
    router.add_router("", part)
