"""Clients brought as a table and taken out as one."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from audit.models import Entree
from colis.models import Client
from core.tenancy import contexte
from tests.cast import NOW, Api, Distribution, reset_contexte
from tests.factories.colis import make_client

pytestmark = pytest.mark.django_db
MakeApi = Callable[..., Api]


def upload(client: Api, contenu: bytes, nom: str, query: str = "") -> Any:
    response = client.http.post(
        f"/api/v1/clients/import{query}",
        {"fichier": SimpleUploadedFile(nom, contenu)},
        headers=client.headers,
    )
    reset_contexte()
    return response


CSV = "nom;telephone;langue;consentement_whatsapp\n" + "\n".join(
    [
        "Awa Traoré;76 12 34 56;fr;oui",
        ";76 12 34 57;;",
        "Moussa;123;;",
        "Awa bis;+22376123456;;",
        "Fatou;76 12 34 58;klingon;",
        "Salif;76 12 34 59;bm;peut-être",
        "=cmd|' /C calc'!A0;76 12 34 60;;",
    ]
)


def test_an_import_is_previewed_row_by_row_without_writing(
    cast: Distribution, api: MakeApi
) -> None:
    response = upload(api(cast.admin_mali), CSV.encode(), "clients.csv", "?essai=true")
    body = response.json()
    assert response.status_code == 200, body
    assert (body["essai"], body["total"], body["crees"]) == (True, 7, 2)
    assert [(e["ligne"], e["champ"]) for e in body["erreurs"]] == [
        (3, "nom"),
        (4, "telephone"),
        (5, "telephone"),
        (6, "langue"),
        (7, "consentement_whatsapp"),
    ]
    with contexte(cast.admin_mali):
        assert Client.objects.count() == 0


def test_an_import_creates_the_valid_rows_and_counts_the_known(
    cast: Distribution, api: MakeApi
) -> None:
    make_client(cast.agent_mali, NOW, telephone="+22376123460")
    body = upload(api(cast.admin_mali), CSV.encode(), "clients.csv").json()
    assert (body["crees"], body["existants"], len(body["erreurs"])) == (1, 1, 5)
    again = upload(api(cast.admin_mali), CSV.encode(), "clients.csv").json()
    assert (again["crees"], again["existants"]) == (0, 2)
    with contexte(cast.admin_mali):
        assert Client.objects.get(telephone="+22376123456").consentement_whatsapp is True


def test_a_workbook_is_imported_with_numbers_as_phones(cast: Distribution, api: MakeApi) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["Nom", "Telephone"])
    sheet.append(["Awa", 76123456.0])
    buffer = io.BytesIO()
    workbook.save(buffer)
    body = upload(api(cast.admin_mali), buffer.getvalue(), "clients.xlsx").json()
    assert (body["crees"], body["apercu"][0]["telephone"]) == (1, "+22376123456")


@pytest.mark.parametrize(
    "contenu",
    [b"", b"\xff\xfe\x00bad", b"PK\x03\x04rubbish", b"prenom;age\nA;1", b'nom;telephone\n"a\n' * 3],
)
def test_a_file_that_is_no_table_is_refused(
    cast: Distribution, api: MakeApi, contenu: bytes
) -> None:
    response = upload(api(cast.admin_mali), contenu, "x.csv")
    assert response.status_code in (200, 422)
    if response.status_code == 422:
        assert "fichier" in response.json()["errors"]
    else:
        assert response.json()["crees"] == 0


def test_too_many_rows_or_bytes_are_refused(cast: Distribution, api: MakeApi) -> None:
    rows = b"nom;telephone\n" + b"A;1\n" * 5001
    assert upload(api(cast.admin_mali), rows, "x.csv").status_code == 422
    assert upload(api(cast.admin_mali), b"x" * (5 * 1024 * 1024 + 1), "x.csv").status_code == 413


def test_only_admins_import(cast: Distribution, api: MakeApi) -> None:
    assert upload(api(cast.agent_mali), CSV.encode(), "x.csv").status_code == 403


def test_an_export_neutralises_formulas_and_is_audited(cast: Distribution, api: MakeApi) -> None:
    make_client(cast.agent_mali, NOW, nom="=1+1", telephone="+22376123456")
    make_client(cast.agent_rci, NOW, "CI")
    csv = api(cast.admin_mali).get("/clients/export", data={"format": "csv"})
    assert csv.content.decode("utf-8-sig").splitlines()[1].startswith("'=1+1,'+22376123456,ML")
    xlsx = api(cast.admin_mali).get("/clients/export", data={"format": "xlsx"})
    sheet = load_workbook(io.BytesIO(xlsx.content)).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["nom", "'=1+1"]
    assert api(cast.agent_mali).get("/clients/export").status_code == 403
    with contexte(cast.admin_mali):
        assert Entree.objects.filter(action="client.exporter").count() == 2
