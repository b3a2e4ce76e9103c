"""What somebody with superuser rights does to the journal, and what must be said about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from audit.models import Sceau
from audit.scellement.constat import Nature
from audit.scellement.forme import FEUILLE_OCTETS, GENESE, Entete, seal_hash
from audit.scellement.lecture import read_rows
from audit.scellement.registre import sealed_tables
from core.tenancy import transverse
from tests.preuve_audit.base import run


@dataclass(frozen=True)
class Attendu:
    """The first defect that must be named: its kind, and the row, seal or table."""

    nature: Nature
    designe: str


@dataclass(frozen=True)
class Mutation:
    """One attack; ``ancre`` when only what was kept outside can tell."""

    nom: str
    agir: Callable[[], Attendu]
    ancre: bool = False


def _one(query: str, params: list[Any] | None = None) -> Any:
    row = run(query, params)
    assert row is not None
    return row


def _run(*statements: tuple[str, list[Any]] | str) -> None:
    for statement in statements:
        query, params = (statement, None) if isinstance(statement, str) else statement
        run(query, params)


def _middle(table: str, pays: str = "ML", share: float = 0.5) -> str:
    query = (
        f"SELECT id FROM {table} WHERE pays = %s ORDER BY tx, id"  # noqa: S608
        f" OFFSET (SELECT (count(*) * {share})::int FROM {table} WHERE pays = %s) LIMIT 1"
    )
    return str(_one(query, [pays, pays])[0])


def change_byte() -> Attendu:
    target = _middle("audit_entree")
    _run(("UPDATE audit_entree SET motif = overlay(motif placing 'M' from 1 for 1)"
                " WHERE id = %s", [target]))  # fmt: skip
    return Attendu(Nature.MODIFIEE, target)


def change_amount() -> Attendu:
    target = _middle("distribution_ligne_ecriture")
    _run(("UPDATE distribution_ligne_ecriture SET montant = montant + 1 WHERE id = %s",
                [target]))  # fmt: skip
    return Attendu(Nature.MODIFIEE, target)


def change_event() -> Attendu:
    target = _middle("colis_evenement")
    _run(("UPDATE colis_evenement SET survenu_le = survenu_le + interval '1 microsecond'"
                " WHERE id = %s", [target]))  # fmt: skip
    return Attendu(Nature.MODIFIEE, target)


def delete_row() -> Attendu:
    target = _middle("audit_entree", share=0.4)
    _run(("DELETE FROM audit_entree WHERE id = %s", [target]))
    return Attendu(Nature.SUPPRIMEE, target)


def insert_row() -> Attendu:
    model = _middle("audit_entree", share=0.3)
    forged = "00000000-0000-7000-8000-00000000f0f0"
    _run(("INSERT INTO audit_entree SELECT (jsonb_populate_record(a,"
                " jsonb_build_object('id', %s::text))).* FROM audit_entree a WHERE id = %s",
                [forged, model]))  # fmt: skip
    return Attendu(Nature.INSEREE, forged)


def insert_between_seals() -> Attendu:
    """A country's row under a transaction sealed for others, in a chain nobody knows."""
    model = _middle("colis_evenement")
    forged = "00000000-0000-7000-8000-00000000f0f1"
    _run(("INSERT INTO colis_evenement SELECT (jsonb_populate_record(a,"
                " jsonb_build_object('id', %s::text, 'pays', 'XX'))).* FROM colis_evenement a"
                " WHERE id = %s", [forged, model]))  # fmt: skip
    return Attendu(Nature.INSEREE, forged)


def swap_rows() -> Attendu:
    first, second = _middle("audit_entree", share=0.2), _middle("audit_entree")
    spare = "00000000-0000-7000-8000-00000000aaaa"
    _run(
        *(
            ("UPDATE audit_entree SET id = %s WHERE id = %s", [to, of])
            for of, to in ((first, spare), (second, first), (spare, second))
        ),
    )
    return Attendu(Nature.DEPLACEE, first)


def reorder_rows() -> Attendu:
    """A row keeps its content and takes another place, under a later seal."""
    first = _one("SELECT id::text FROM audit_entree WHERE pays = 'ML' ORDER BY tx, id LIMIT 1")[0]
    _run(("UPDATE audit_entree SET tx = (SELECT max(tx_debut) FROM audit_sceau WHERE"
          " chaine = 'ML') WHERE id = %s", [first]))  # fmt: skip
    return Attendu(Nature.DEPLACEE, first)


def truncate_partition() -> Attendu:
    target, table = _one(
        "SELECT id::text, tableoid::regclass::text FROM audit_entree WHERE pays = 'CI'"
        " AND tableoid = (SELECT tableoid FROM audit_entree ORDER BY enregistre_le"
        " OFFSET (SELECT count(*) / 2 FROM audit_entree) LIMIT 1) ORDER BY tx, id LIMIT 1",
    )
    _run(f"TRUNCATE {table}")
    return Attendu(Nature.SUPPRIMEE, target)


def rewrite_seal() -> Attendu:
    numero = _one("SELECT max(numero) / 2 + 1 FROM audit_sceau WHERE chaine = 'ML'")[0]
    _run(("UPDATE audit_sceau SET total = total - 1 WHERE chaine = 'ML' AND numero = %s",
                [numero]))  # fmt: skip
    return Attendu(Nature.SCEAU_REECRIT, f"ML nº {numero}")


def forge_leaf() -> Attendu:
    """The row and its leaf agree again, and the seal's own hash; the next seal does not."""
    target = change_byte().designe
    numero = _reseal("ML", only=target)
    return Attendu(Nature.SCEAU_REECRIT, f"ML nº {numero + 1}")


def reseal_everything() -> Attendu:
    target = change_byte().designe
    _reseal("ML")
    return Attendu(Nature.MODIFIEE, target)


def cut_tail() -> Attendu:
    """The last seals of a chain and every row under them disappear."""
    debut, = _one("SELECT min(tx_debut) FROM (SELECT tx_debut FROM audit_sceau WHERE"
                        " chaine = 'ML' ORDER BY numero DESC LIMIT 3) t")  # fmt: skip
    first, = _one("SELECT id::text FROM audit_entree WHERE pays = 'ML' AND tx >= %s"
                        " ORDER BY tx, id LIMIT 1", [debut])  # fmt: skip
    _run(
        *((f"DELETE FROM {t.table} WHERE pays = 'ML' AND tx >= %s", [debut])  # noqa: S608
          for t in sealed_tables() if t.table != "distribution_ecriture"),
        ("DELETE FROM audit_sceau WHERE chaine = 'ML' AND tx_debut >= %s", [debut]),
    )  # fmt: skip
    return Attendu(Nature.SUPPRIMEE, first)


def drop_chain() -> Attendu:
    first, = _one("SELECT id::text FROM audit_entree WHERE pays = 'SIEGE'"
                        " ORDER BY tx, id LIMIT 1")  # fmt: skip
    _run("DELETE FROM audit_entree WHERE pays = 'SIEGE'",
         "DELETE FROM audit_sceau WHERE chaine = 'SIEGE'")  # fmt: skip
    return Attendu(Nature.SUPPRIMEE, first)


def starve_anchor() -> Attendu:
    """The anchor is told that everything has left already: nothing leaves any more."""
    _run("INSERT INTO audit_emission (id, adaptateur, chaine, numero, emis_le)"
         " VALUES (gen_random_uuid(), 'fichier', 'ML', 1000000, now())")  # fmt: skip
    return Attendu(Nature.ANCRE_EN_RETARD, "ML nº 1000000")


def swallow_inserts() -> Attendu:
    """A rule: what is written to the journal goes nowhere, and no trigger fires."""
    _run("CREATE RULE avaler AS ON INSERT TO colis_evenement DO INSTEAD NOTHING")
    return Attendu(Nature.GARDE, "colis_evenement")


def disable_trigger() -> Attendu:
    _run("ALTER TABLE audit_entree DISABLE TRIGGER audit_entree_intouchable")
    return Attendu(Nature.GARDE, "audit_entree")


def disarm_trigger() -> Attendu:
    """The trigger stays, enabled; its function lets everything through."""
    _run("CREATE OR REPLACE FUNCTION refuser_modification() RETURNS trigger"
               " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")  # fmt: skip
    return Attendu(Nature.GARDE, "audit_")


def drop_policy() -> Attendu:
    _run("DROP POLICY lecture ON audit_entree")
    return Attendu(Nature.GARDE, "audit_entree")


def open_policy() -> Attendu:
    """The policy keeps its name and shows everything."""
    _run("ALTER POLICY lecture ON audit_entree USING (true)")
    return Attendu(Nature.GARDE, "audit_entree")


def open_partition() -> Attendu:
    name = f"audit_entree_p{datetime.now(UTC):%Y%m}"
    _run(f"GRANT SELECT, UPDATE ON {name} TO ts_app")
    return Attendu(Nature.GARDE, name)


def grant_update() -> Attendu:
    _run("GRANT UPDATE (motif) ON colis_evenement TO ts_app")
    return Attendu(Nature.GARDE, "colis_evenement")


MUTATIONS = (
    Mutation("modifier un octet", change_byte),
    Mutation("modifier un montant du journal", change_amount),
    Mutation("modifier un événement d'une microseconde", change_event),
    Mutation("supprimer une ligne", delete_row),
    Mutation("insérer une ligne dans le passé", insert_row),
    Mutation("insérer une ligne sous une chaîne inconnue", insert_between_seals),
    Mutation("échanger deux lignes", swap_rows),
    Mutation("changer l'ordre d'une ligne", reorder_rows),
    Mutation("tronquer une partition", truncate_partition),
    Mutation("réécrire un sceau", rewrite_seal),
    Mutation("modifier et resceller ce seul sceau", forge_leaf),
    Mutation("accorder UPDATE sur une colonne", grant_update),
    Mutation("ouvrir une partition", open_partition),
    Mutation("avaler les écritures par une règle", swallow_inserts),
    Mutation("modifier puis tout resceller", reseal_everything, ancre=True),
    Mutation("couper la queue", cut_tail, ancre=True),
    Mutation("faire disparaître une chaîne entière", drop_chain, ancre=True),
    Mutation("affamer l'ancre", starve_anchor, ancre=True),
    Mutation("désactiver un déclencheur", disable_trigger, ancre=True),
    Mutation("désarmer la fonction du déclencheur", disarm_trigger, ancre=True),
    Mutation("retirer une politique", drop_policy, ancre=True),
    Mutation("ouvrir une politique sans la retirer", open_policy, ancre=True),
)
# What the database alone cannot tell, by construction: verified as such, so that nobody believes
# it is covered without an anchor.
SANS_ANCRE_INVISIBLES = frozenset({
    "modifier puis tout resceller", "couper la queue", "faire disparaître une chaîne entière",
    "affamer l'ancre", "désarmer la fonction du déclencheur",
    "ouvrir une politique sans la retirer",
})  # fmt: skip


def _reseal(chaine: str, only: str = "") -> int:
    """Recompute the seals over the rows as they now are: all of them, or the one over a row."""
    precedent, total, done = GENESE, 0, 0
    with transverse():
        seals = list(Sceau.objects.filter(chaine=chaine).order_by("numero"))
        rebuilt = []
        for sceau in seals:
            feuilles, tables, touched = bytearray(), [], False
            for table in sealed_tables():
                before = len(feuilles)
                for row in read_rows(table, table.forme, chaine=chaine, tx_debut=sceau.tx_debut,
                                     tx_fin=sceau.tx_fin):  # fmt: skip
                    feuilles += row.feuille
                    touched = touched or str(row.id) == only
                if len(feuilles) > before:
                    count = (len(feuilles) - before) // FEUILLE_OCTETS
                    tables.append((table.table, count, table.forme))
            if only and not touched:
                precedent, total = bytes(sceau.empreinte), sceau.total
                continue
            total += sum(n for _, n, _ in tables)
            entete = Entete(chaine=chaine, numero=sceau.numero, precedent=precedent,
                            tx_debut=sceau.tx_debut, tx_fin=sceau.tx_fin, tables=tuple(tables),
                            total=total, scelle_le=sceau.scelle_le)  # fmt: skip
            empreinte = seal_hash(entete, bytes(feuilles))
            rebuilt.append((sceau.numero, precedent, bytes(feuilles), empreinte))
            precedent, done = empreinte, sceau.numero
            if only:
                break
    for numero, before_, feuilles_, empreinte in rebuilt:
        _run(("UPDATE audit_sceau SET precedent = %s, feuilles = %s, empreinte = %s"
                    " WHERE chaine = %s AND numero = %s",
                    [before_, feuilles_, empreinte, chaine, numero]))  # fmt: skip
    return done
