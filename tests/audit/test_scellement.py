"""Sealing: every finished row once, nothing before its time, taken outside, read again."""

import csv
import io
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pypdf
import pytest
from django.core.management import call_command
from django.db import connection, connections

from audit.scellement.bilan import verify
from audit.scellement.constat import Nature
from audit.scellement.emission import emit_all, emit_guards
from audit.scellement.registre import sealed_tables
from audit.scellement.sceller import EpoqueDepassee, oldest_unsealed_s, seal_everything
from core.tenancy import contexte, transverse
from tests.audit.scenes import COMMITS, act, attack, seal
from tests.cast import NOW, Api, Distribution
from tests.preuve_audit.base import settle


@COMMITS
def test_every_row_is_sealed_once_and_a_running_transaction_waits(
    cast: Distribution, ancre: Path
) -> None:
    act(cast.agent_mali, "a")
    act(cast.agent_chine, "b")
    settle()
    parts = connections["owner"].get_connection_params()
    open_ = psycopg.connect(**{k: parts[k] for k in ("dbname", "user", "password", "host", "port")})
    open_.execute(
        "INSERT INTO audit_entree (id, pays, acteur_id, acteur_role, action, sujet_type,"
        " sujet_id, motif, requete_id, survenu_le) VALUES (gen_random_uuid(), 'ML',"
        " gen_random_uuid(), 'x', 'x', 'x', 'late', '', '', now())"
    )
    act(cast.agent_mali, "c")
    first = seal_everything(now=NOW)
    assert [(s.chaine, s.numero, s.lignes) for s in first] == [("CN", 1, 1), ("ML", 1, 1)]
    open_.commit()
    open_.close()
    second = seal(now=NOW)
    assert [(s.chaine, s.numero, s.lignes, s.total) for s in second] == [("ML", 2, 2, 3)]
    assert bytes(second[0].precedent) == bytes(first[1].empreinte)
    assert seal(now=NOW) == []
    bilan = verify()
    assert (bilan.intact, bilan.scelles, bilan.sceaux, bilan.non_scelles) == (True, 4, 3, 0)


@COMMITS
def test_small_batches_seal_the_same_rows_as_one_large(cast: Distribution, ancre: Path) -> None:
    for rank in range(7):
        act(cast.agent_mali, str(rank))
    made = seal(now=NOW, lignes=2)
    assert [s.lignes for s in made] == [2, 2, 2, 1]
    assert verify().scelles == 7


@COMMITS
def test_two_sealers_at_once_make_one_chain(cast: Distribution, ancre: Path) -> None:
    for rank in range(20):
        act(cast.agent_mali, str(rank))

    def run() -> None:
        seal_everything(now=NOW, lignes=3)
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal(now=NOW)
    bilan = verify()
    assert (bilan.intact, bilan.scelles) == (True, 20), bilan.premier_defaut


@COMMITS
def test_a_writer_cannot_choose_where_its_row_is_sealed(cast: Distribution, ancre: Path) -> None:
    act(cast.agent_mali, "a")
    seal(now=NOW)
    with contexte(cast.agent_mali), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_entree (id, pays, acteur_id, acteur_role, action, sujet_type,"
            " sujet_id, motif, requete_id, survenu_le, tx) VALUES (gen_random_uuid(), 'ML',"
            " gen_random_uuid(), 'x', 'x', 'x', 'x', '', '', now(), 1)"
        )
    assert verify().intact
    assert [s.lignes for s in seal(now=NOW)] == [1]


@COMMITS
def test_an_altered_row_is_named_by_command_and_by_screen(
    cast: Distribution, ancre: Path, api: Callable[..., Api]
) -> None:
    act(cast.agent_mali, "a")
    act(cast.agent_rci, "b")
    seal(now=NOW)
    emit_all(now=NOW)
    emit_guards(now=NOW)
    demande = {"depuis": "2026-01-01T00:00:00Z"}
    said = api(cast.admin_mali).post("/audit/verification", demande).json()
    assert (said["intact"], said["scelles"], said["ancre"], said["ancres"]) == (True, 1, True, 1)
    assert said["premier_defaut"] is None
    assert verify(ancre=ancre).intact

    attack("UPDATE audit_entree SET motif = 'x' WHERE pays = 'ML'")
    (broken,) = verify().defauts
    assert (broken.nature, broken.chaine, broken.numero) == (Nature.MODIFIEE, "ML", 1)
    said = api(cast.admin_mali).post("/audit/verification", demande).json()
    assert said["intact"] is False
    assert said["premier_defaut"]["ligne_id"] == broken.ligne_id
    other = api(cast.admin_rci).post("/audit/verification", demande).json()
    assert (other["intact"], other["scelles"]) == (True, 1)
    with pytest.raises(Exception, match=broken.ligne_id):
        call_command("verifier_audit", ancre=ancre, stdout=io.StringIO())


@COMMITS
def test_a_row_removed_with_everything_sealed_again_is_told_by_the_anchor_alone(
    cast: Distribution, ancre: Path
) -> None:
    for rank in range(3):
        act(cast.agent_mali, str(rank))
    seal(now=NOW)
    emit_all(now=NOW)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT id FROM audit_entree WHERE sujet_id = '1'")
        (gone,) = cursor.fetchone()
        cursor.execute(
            "ALTER TABLE audit_sceau DISABLE TRIGGER USER; DELETE FROM audit_sceau;"
            "ALTER TABLE audit_sceau ENABLE TRIGGER USER"
        )
    attack("DELETE FROM audit_entree WHERE sujet_id = '1'")
    seal(now=NOW)
    assert verify().intact
    first = verify(ancre=ancre).premier_defaut
    assert first is not None
    assert (first.nature, first.ligne_id) == (Nature.SUPPRIMEE, str(gone))


@COMMITS
def test_an_anchor_told_that_everything_has_left_is_found_starving(
    cast: Distribution, ancre: Path
) -> None:
    act(cast.agent_mali, "a")
    seal(now=NOW)
    emit_all(now=NOW)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_emission (id, adaptateur, chaine, numero, emis_le)"
            " VALUES (gen_random_uuid(), 'fichier', 'ML', 9, now())"
        )
    first = verify(ancre=ancre).premier_defaut
    assert first is not None
    assert (first.nature, first.chaine, first.numero) == (Nature.ANCRE_EN_RETARD, "ML", 9)


@COMMITS
def test_a_chain_kept_from_leaving_is_late_against_the_others(
    cast: Distribution, ancre: Path
) -> None:
    act(cast.agent_mali, "a")
    seal(now=NOW)
    act(cast.agent_chine, "b")
    seal(now=NOW + timedelta(hours=1))
    emit_all(now=NOW + timedelta(hours=1))
    kept = [line for line in ancre.read_text().splitlines() if '"ML"' not in line]
    ancre.write_text("\n".join(kept) + "\n")
    first = verify(ancre=ancre).premier_defaut
    assert first is not None
    assert (first.nature, first.chaine, first.numero) == (Nature.ANCRE_EN_RETARD, "ML", 1)
    assert verify(ancre=ancre, pays="CN").intact


@COMMITS
def test_a_seal_missing_from_the_anchor_is_a_hole_but_for_a_daily_one(
    cast: Distribution, ancre: Path
) -> None:
    for rank in range(3):
        act(cast.agent_mali, str(rank))
        seal(now=NOW)
    emit_all(now=NOW)
    lines = ancre.read_text().splitlines()
    ancre.write_text("\n".join([lines[0], *lines[2:]]) + "\n")
    first = verify(ancre=ancre).premier_defaut
    assert first is not None
    assert (first.nature, first.numero) == (Nature.ANCRE_TROUEE, 2)
    assert verify(ancre=ancre, journaliere=True).intact


@COMMITS
def test_a_restored_base_seals_nothing_until_an_epoch_is_opened(
    cast: Distribution, ancre: Path
) -> None:
    act(cast.agent_mali, "a")
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_epoque (decalage, ouverte_le, motif)"
            " VALUES (1000000, now(), 'une vie plus longue')"
        )
    act(cast.agent_mali, "b")
    seal(now=NOW)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE audit_epoque DISABLE TRIGGER USER;"
                       "DELETE FROM audit_epoque WHERE decalage > 0;"
                       "ALTER TABLE audit_epoque ENABLE TRIGGER USER")  # fmt: skip
    with pytest.raises(EpoqueDepassee):
        seal_everything(now=NOW)
    call_command("ouvrir_epoque", stdout=io.StringIO())
    act(cast.agent_mali, "c")
    (sealed,) = seal(now=NOW)
    assert (sealed.numero, sealed.lignes) == (2, 1)
    assert verify().intact


@COMMITS
def test_rows_waiting_too_long_for_a_seal_raise_the_alarm(
    cast: Distribution, ancre: Path, api: Callable[..., Api]
) -> None:
    act(cast.agent_mali, "a")
    seal(now=NOW)
    act(cast.agent_mali, "b")
    assert oldest_unsealed_s(NOW + timedelta(minutes=6)) == 360
    (chaine,) = api(cast.admin_mali).get("/audit/sceaux").json()["chaines"]
    assert (chaine["chaine"], chaine["numero"], chaine["non_scelles"]) == ("ML", 1, 1)
    assert chaine["en_retard"] is True
    assert len(chaine["empreinte"]) == 64


@COMMITS
def test_exports_carry_the_seal_of_each_act(
    cast: Distribution, ancre: Path, api: Callable[..., Api]
) -> None:
    act(cast.agent_mali, "a")
    (sceau,) = seal(now=NOW)
    act(cast.agent_mali, "b")
    admin = api(cast.admin_mali)
    table = admin.get("/audit/export.csv").content.decode("utf-8-sig")
    rows = {row["sujet_id"]: row for row in csv.DictReader(io.StringIO(table))}
    assert rows["a"]["sceau_empreinte"] == bytes(sceau.empreinte).hex()
    assert (rows["a"]["sceau"], rows["b"]["sceau"]) == ("1", "")
    pdf = admin.get("/audit/export.pdf")
    assert pdf.status_code == 200, pdf.content
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.content)).pages)
    assert bytes(sceau.empreinte).hex()[:12] in text.replace("\n", "")
    assert "Derniers sceaux" in text


@pytest.mark.django_db
def test_a_partition_cannot_be_reached_behind_its_table(cast: Distribution) -> None:
    with contexte(cast.admin_mali), connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, has_table_privilege('ts_app', c.oid, 'SELECT, INSERT, UPDATE,"
            " DELETE, TRUNCATE') OR has_table_privilege('ts_transverse', c.oid, 'SELECT, INSERT,"
            " UPDATE, DELETE, TRUNCATE'), c.relrowsecurity AND c.relforcerowsecurity"
            " FROM pg_class c WHERE relispartition AND relkind = 'r'"
        )
        rows = cursor.fetchall()
    assert len(rows) >= 16
    assert {(opened, forced) for _, opened, forced in rows} == {(False, True)}


@pytest.mark.django_db
def test_months_are_made_ahead_and_closed_like_the_others(cast: Distribution) -> None:
    with transverse(), connection.cursor() as cursor:
        cursor.execute("SELECT audit_preparer_partitions()")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_sealed_table_has_no_column_outside_its_canonical_form() -> None:
    assert {t.table for t in sealed_tables()} == {
        "audit_entree", "colis_evenement", "distribution_ecriture", "distribution_ligne_ecriture",
    }  # fmt: skip
    for table in sealed_tables():
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass"
                           " AND attnum > 0 AND NOT attisdropped", [table.table])  # fmt: skip
            present = {name for (name,) in cursor.fetchall()}
        assert present == {*table.formes[table.forme], "tx"}, table.table


def test_the_retention_setting_never_goes_below_ten_years(monkeypatch: Any) -> None:
    from config.environment import Environment  # noqa: PLC0415 - reads the environment anew

    monkeypatch.setenv("TS_AUDIT_CONSERVATION_ANNEES", "9")
    with pytest.raises(ValueError, match="greater than or equal to 10"):
        Environment()
