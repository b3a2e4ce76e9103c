from datetime import UTC, date, datetime

import pytest
from reportlab.platypus import Flowable

from core.documents.composants import (
    Colonne,
    build_cards,
    build_heading,
    build_note,
    build_pairs,
    build_signatures,
    build_table,
)
from core.documents.mise_en_page import PAYSAGE, PORTRAIT, EnTete, build_pdf, text_width
from core.documents.moments import format_heure, format_jour, format_moment
from core.documents.ticket import Ticket
from tests.core.lecteurs_pdf import read_pages, read_text

HOSTILE = '<b><img src="file:///etc/passwd"/> & <para> </unclosed 王 \x00\u202e'


def rows(count: int) -> list[Flowable]:
    columns = [Colonne("N°", 1, "RIGHT"), Colonne("Nom", 4)]
    lines = [[str(number), f"client {number}"] for number in range(count)]
    return [build_table(columns, lines, largeur=text_width(PORTRAIT), totaux=[["", "Total"]])]


@pytest.mark.parametrize("format_page", [PORTRAIT, PAYSAGE])
def test_every_page_says_its_number_of_how_many_and_repeats_the_header(
    format_page: tuple[float, float],
) -> None:
    pages = read_pages(
        build_pdf(rows(200), en_tete=EnTete("Essai", "REF-1"), pied="pied", format_page=format_page)
    )
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"page {number}/{len(pages)}" in page
        assert "Nom" in page
        assert "REF-1" in page
        assert "TS AIR CARGO" in page


def test_the_same_content_is_the_same_bytes() -> None:
    first = build_pdf(rows(3), en_tete=EnTete("Essai"), pied="pied")
    assert first == build_pdf(rows(3), en_tete=EnTete("Essai"), pied="pied")


def test_markup_typed_by_a_person_is_printed_as_typed() -> None:
    wide = text_width(PORTRAIT)
    parts = [
        build_table([Colonne("T", 1, lignes=9)], [[HOSTILE]], largeur=wide, totaux=[[HOSTILE]]),
        build_cards([(HOSTILE, HOSTILE)], largeur=wide),
        build_pairs([(HOSTILE, HOSTILE), ("seul", "")], largeur=wide),
        build_heading(HOSTILE),
        build_note(HOSTILE, alerte=True),
        build_signatures([HOSTILE, HOSTILE], largeur=wide),
    ]
    header = EnTete(HOSTILE, HOSTILE, [HOSTILE], [HOSTILE], qr=HOSTILE)
    text = read_text(build_pdf(parts, en_tete=header, pied=HOSTILE))
    assert text.count('<img src="file:///etc/passwd"/> & <para> </unclosed 王') >= 4


def test_an_empty_table_says_so() -> None:
    empty = build_table([Colonne("T", 1)], [], largeur=100, vide="Rien ce jour.")
    assert "Rien ce jour." in read_text(build_pdf([empty], en_tete=EnTete("E"), pied=""))


def test_a_ticket_is_as_long_as_what_it_says() -> None:
    short, long = Ticket("court"), Ticket("long")
    for ticket, lines in ((short, 1), (long, 40)):
        for _ in range(lines):
            ticket.paire(HOSTILE, "12 500 F CFA")
            ticket.gauche(HOSTILE)
            ticket.centre("")
    assert len(read_pages(long.build())) == 1
    assert read_text(long.build()).count("12 500 F CFA") == 40
    assert len(long.build()) > len(short.build())


def test_moments_are_written_in_the_place_s_own_time() -> None:
    moment = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    assert format_moment(moment, "Africa/Bamako", decalage=True) == "04/03/2026 23:30 (UTC+0)"
    assert format_moment(moment, "Asia/Shanghai", decalage=True) == "05/03/2026 07:30 (UTC+8)"
    assert format_moment(moment, "Asia/Kolkata", decalage=True).endswith("(UTC+5:30)")
    assert format_moment(moment, "America/St_Johns", decalage=True).endswith("(UTC-3:30)")
    assert format_heure(moment, "Asia/Shanghai") == "07:30"
    assert format_moment(None, "Africa/Bamako") == "—"
    assert format_jour(date(2026, 8, 1)) == "samedi 1er août 2026"
    assert format_jour(date(2026, 3, 4)) == "mercredi 4 mars 2026"


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        format_moment(datetime(2026, 3, 4), "Africa/Bamako")  # noqa: DTZ001
