"""Invariants of the money, each one query that names what breaks it; an empty answer is health.

Run it under ``transverse()`` (every country) or a country's context (its own rows).
"""

from dataclasses import dataclass

from django.db import connection

LIMITE = 20


@dataclass(frozen=True)
class Controle:
    """One invariant: its name, what it says, and the query of its breaches (``LIMIT %s``)."""

    nom: str
    enonce: str
    sql: str


@dataclass(frozen=True)
class Resultat:
    """The breaches found, at most :data:`LIMITE`."""

    controle: Controle
    defauts: tuple[str, ...]


_SOLDE = """
SELECT l.colis_id, sum(l.montant) AS solde FROM distribution_ligne_ecriture l
  JOIN distribution_compte k ON k.id = l.compte_id
 WHERE k.type = '{type}' AND l.colis_id IS NOT NULL GROUP BY l.colis_id
"""

CONTROLES = (
    Controle(
        "ecritures_equilibrees",
        "chaque écriture a au moins deux jambes, d'un pays et d'une devise, de somme nulle",
        """SELECT e.id || ' : somme ' || sum(l.montant) FROM distribution_ecriture e
             LEFT JOIN distribution_ligne_ecriture l ON l.ecriture_id = e.id
             LEFT JOIN distribution_compte k ON k.id = l.compte_id
            GROUP BY e.id HAVING coalesce(sum(l.montant), 1) <> 0 OR count(l.id) < 2
               OR bool_or(k.devise <> e.devise OR k.pays <> e.pays) LIMIT %s""",
    ),
    Controle(
        "du_egal_creance",
        "le dû d'un colis facturé est le solde de sa créance",
        f"""SELECT c.code_suivi || ' : dû ' || c.du || ', créance ' || coalesce(s.solde, 0)
              FROM colis_colis c LEFT JOIN ({_SOLDE.format(type="creances")}) s ON s.colis_id = c.id
             WHERE (c.facture_le IS NOT NULL AND c.du <> coalesce(s.solde, 0)
                    AND c.pays_destination = coalesce(%(pays)s, c.pays_destination))
                OR (c.facture_le IS NULL AND coalesce(s.solde, 0) <> 0) LIMIT %(limite)s""",  # noqa: S608
    ),
    Controle(
        "avance_egale_reglement",
        "ce qui est réglé avant l'arrivée est l'avance du colis, plus son prépaiement",
        f"""SELECT c.code_suivi || ' : réglé ' || (c.prix - c.du)
              FROM colis_colis c
              LEFT JOIN ({_SOLDE.format(type="avoirs_clients")}) s ON s.colis_id = c.id
              LEFT JOIN (SELECT x.colis_id, sum(x.montant_du) AS regle
                           FROM distribution_ligne_encaissement x
                           JOIN distribution_encaissement e ON e.id = x.encaissement_id
                           JOIN accounts_pays p ON p.code = e.pays
                           LEFT JOIN distribution_annulation a ON a.encaissement_id = e.id
                          WHERE p.origine AND a.id IS NULL GROUP BY x.colis_id) o
                     ON o.colis_id = c.id
             WHERE c.facture_le IS NULL AND %(pays)s IS NULL
               AND c.prix - c.du <> coalesce(o.regle, 0) - coalesce(s.solde, 0)
             LIMIT %(limite)s""",  # noqa: S608
    ),
    Controle(
        "reglement_egal_encaissements",
        "ce qu'un colis a réglé est la somme de ses encaissements non annulés",
        """SELECT c.code_suivi || ' : réglé ' || (c.prix - c.du) || ', reçu ' || coalesce(s.x, 0)
             FROM colis_colis c
             LEFT JOIN (SELECT l.colis_id, sum(l.montant_du) AS x
                          FROM distribution_ligne_encaissement l
                          LEFT JOIN distribution_annulation a
                                 ON a.encaissement_id = l.encaissement_id
                         WHERE a.id IS NULL GROUP BY l.colis_id) s ON s.colis_id = c.id
            WHERE %(pays)s IS NULL AND c.prix - c.du <> coalesce(s.x, 0) LIMIT %(limite)s""",
    ),
    Controle(
        "encaissement_egal_ecriture",
        "ce qu'un encaissement a reçu est ce que son écriture a débité",
        """SELECT e.recu_numero || ' : ' || e.montant || ' reçus, ' || coalesce(s.x, 0) || ' écrits'
             FROM distribution_encaissement e
             LEFT JOIN (SELECT r.sujet_id, sum(l.montant) AS x FROM distribution_ecriture r
                          JOIN distribution_ligne_ecriture l ON l.ecriture_id = r.id
                          JOIN distribution_compte k ON k.id = l.compte_id
                         WHERE r.type = 'encaissement' AND l.montant > 0
                           AND k.type IN ('caisse', 'a_rapprocher', 'transit', 'avoirs_clients')
                         GROUP BY r.sujet_id) s ON s.sujet_id = e.id
            WHERE e.montant <> coalesce(s.x, 0) LIMIT %s""",
    ),
    Controle(
        "recus_sans_trou",
        "les reçus d'une agence et d'un exercice se suivent sans trou",
        """SELECT a.code || '-' || c.exercice || ' : ' || count(e.id) || ' reçus, compteur '
                  || c.dernier
             FROM distribution_compteur_recu c JOIN accounts_agence a ON a.id = c.agence_id
             LEFT JOIN distribution_encaissement e ON e.agence_id = c.agence_id
                   AND e.recu_numero LIKE a.code || '-' || c.exercice || '-%%'
            GROUP BY a.code, c.exercice, c.dernier HAVING count(e.id) <> c.dernier LIMIT %s""",
    ),
    Controle(
        "avoirs_positifs",
        "l'avoir libre d'un client n'est jamais négatif",
        """SELECT l.client_id || ' : ' || -sum(l.montant) FROM distribution_ligne_ecriture l
             JOIN distribution_compte k ON k.id = l.compte_id
            WHERE k.type = 'avoirs_clients' AND l.colis_id IS NULL
            GROUP BY l.client_id, l.pays HAVING sum(l.montant) > 0 LIMIT %s""",
    ),
    Controle(
        "journal_a_zero",
        "la somme du journal est nulle par pays et devise",
        """SELECT k.pays || ' ' || k.devise || ' : ' || sum(l.montant)
             FROM distribution_ligne_ecriture l JOIN distribution_compte k ON k.id = l.compte_id
            GROUP BY k.pays, k.devise HAVING sum(l.montant) <> 0 LIMIT %s""",
    ),
)


def check_journal(*, pays: str | None = None) -> list[Resultat]:
    """Every invariant's breaches. ``pays`` when only that country's rows are visible.

    A country alone cannot judge prepayments taken elsewhere: those two invariants are skipped.
    """
    return [Resultat(controle, _breaches(controle.sql, pays)) for controle in CONTROLES]


def _breaches(sql: str, pays: str | None) -> tuple[str, ...]:
    named = "%(limite)s" in sql
    with connection.cursor() as cursor:
        cursor.execute(sql, {"pays": pays, "limite": LIMITE} if named else [LIMITE])
        return tuple(str(row[0]) for row in cursor.fetchall())
