"""What the dangerous goods screen saw of a carton, as shown."""

from ninja import Schema


class BlocageOut(Schema):
    """``question_code``: the screen's own question, to be said in the reader's language."""

    nature: str
    motif: str
    pays: str
    question_code: str


class BatterieOut(Schema):
    """A battery as its own label says: mAh, and its tension in millivolts."""

    mah: int
    mv: int


class MatieresOut(Schema):
    """What the dangerous goods screen saw; energies in mWh."""

    familles: list[str]
    termes: list[str]
    question_code: str
    bloque: bool
    interdit: bool
    mwh: int | None
    mwh_suppose: bool
    tranche: str | None
    batterie: BatterieOut | None = None
