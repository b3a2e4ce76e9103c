"""Where two lists of leaves part: which row was altered, removed, inserted or moved."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from audit.scellement.constat import Nature
from audit.scellement.lecture import is_elsewhere
from audit.scellement.registre import Scellee

Paire = tuple[bytes, bytes]


def differences(
    scellee: Scellee, attendues: Sequence[Paire], trouvees: Sequence[Paire]
) -> Iterator[tuple[Nature, UUID]]:
    """Every difference between sealed and present rows, in sealed order.

    Hashes are compared on the shorter's length, since an anchor keeps their first bytes only.
    """
    hashes = dict(trouvees)
    for id_, empreinte in attendues:
        present = hashes.get(id_)
        if present is None:
            moved = is_elsewhere(scellee, UUID(bytes=id_))
            yield (Nature.DEPLACEE if moved else Nature.SUPPRIMEE), UUID(bytes=id_)
        elif present[: len(empreinte)] != empreinte:
            yield Nature.MODIFIEE, UUID(bytes=id_)
    known = {id_ for id_, _ in attendues}
    for id_, _ in trouvees:
        if id_ not in known:
            yield Nature.INSEREE, UUID(bytes=id_)
    common = [id_ for id_, _ in attendues if id_ in hashes]
    present_order = [id_ for id_, _ in trouvees if id_ in known]
    for expected, found in zip(common, present_order, strict=False):
        if expected != found:
            yield Nature.DEPLACEE, UUID(bytes=expected)
            return
