# ruff: noqa: S608 - every name in these statements is one of our own tables
"""Rows by SQL, always the same for a seed: acts, carton events and entries of four chains."""

from datetime import UTC, datetime, timedelta

from tests.preuve_audit.base import Base

CHAINES = "(ARRAY['CN', 'ML', 'CI', 'SIEGE'])[1 + i %% 4]"
PAYS = "(ARRAY['CN', 'ML', 'CI'])[1 + i %% 3]"
JOURS = 240
PAR_TRANSACTION = 500

# Parents, balance and foreign keys are other proofs' business; here only the sealed rows count.
_SANS_PARENTS = """
DO $$ DECLARE c record; BEGIN
  FOR c IN SELECT conrelid::regclass AS t, conname FROM pg_constraint WHERE contype = 'f'
    AND conrelid IN ('colis_evenement'::regclass, 'distribution_ecriture'::regclass,
                     'distribution_ligne_ecriture'::regclass)
  LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.t, c.conname); END LOOP;
END $$;
DROP TRIGGER ecriture_equilibree ON distribution_ecriture;
DROP TRIGGER ligne_equilibree ON distribution_ligne_ecriture;
"""


def _id(kind: str) -> str:
    return f"md5('{kind}' || %(graine)s || ':' || i)::uuid"


_MOMENT = "%(fin)s::timestamptz - make_interval(secs => (%(total)s - i) * %(pas)s)"
_RANG = "generate_series(%(de)s::bigint, %(a)s::bigint) AS i"
_TABLES = {
    "audit_entree": f"""
INSERT INTO audit_entree (id, pays, acteur_id, acteur_role, action, sujet_type, sujet_id, avant,
  apres, motif, requete_id, survenu_le, enregistre_le)
SELECT {_id("a")}, {CHAINES}, {_id("acteur")}, 'agent_mali', 'pointage.scanner', 'colis',
  i::text, '{{"statut": "expedie"}}', jsonb_build_object('statut', 'arrive', 'rang', i),
  'motif nº ' || i, 'req-' || i, {_MOMENT}, {_MOMENT} FROM {_RANG} WHERE i %% 5 < 3""",
    "colis_evenement": f"""
INSERT INTO colis_evenement (id, colis_id, type, de, vers, motif, details, acteur_id,
  acteur_role, pays, survenu_le, enregistre_le)
SELECT {_id("e")}, {_id("colis")}, 'pointage', 'expedie', 'arrive', '',
  jsonb_build_object('emplacement', 'A-' || i %% 40), {_id("acteur")}, 'agent_mali', {PAYS},
  {_MOMENT}, {_MOMENT} FROM {_RANG} WHERE i %% 5 = 3""",
    "distribution_ligne_ecriture": f"""
INSERT INTO distribution_ligne_ecriture (id, pays, ecriture_id, compte_id, montant, enregistre_le)
SELECT {_id("l")}, {PAYS}, {_id("ecriture")}, {_id("compte")}, 1 + i %% 90000, {_MOMENT}
  FROM {_RANG} WHERE i %% 5 = 4""",
}


def fill(base: Base, *, lignes: int, graine: int, fin: datetime) -> None:
    """``lignes`` rows over the last eight months, a few hundred a transaction."""
    pas = timedelta(days=JOURS).total_seconds() / lignes
    size = max(PAR_TRANSACTION, lignes // 2_000)
    with base.filler() as filler:
        filler.execute(_SANS_PARENTS)
        for de in range(1, lignes + 1, size):
            with filler.transaction():
                for insert in _TABLES.values():
                    filler.execute(
                        insert,
                        {"graine": str(graine), "fin": fin, "total": lignes, "pas": pas,
                         "de": de, "a": min(de + size - 1, lignes)},
                    )  # fmt: skip
        filler.execute("ANALYZE")


def now() -> datetime:
    """The proof's present."""
    return datetime.now(UTC)
