"""Any sequence of captures, pushes, replays, reorders, races and pulls: one truth.

Real HTTP, real PostgreSQL, real threads. Each example opens new journals in one lasting
world, so that a failure is not made smaller: its steps are printed as they were.
"""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from audit.models import Entree
from core.ids import uuid7
from core.tenancy import contexte, transverse
from distribution.models import Encaissement
from distribution.selectors.journal import till_balance
from distribution.selectors.verification import check_journal
from tests.cast import Distribution
from tests.colis.corps import corps_identifie
from tests.core.flux import Copie, everything
from tests.core.terrain import APPLIED, Monde, Poste, lay_monde, rows_of
from tests.factories.journal import Journal

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lent]

FONDS = 50_000
EXEMPLES, PAS = 8, 12


class Terrain(RuleBasedStateMachine):
    """Three people with a device each, a server, a network that repeats and reorders."""

    monde: Monde

    def __init__(self) -> None:
        super().__init__()
        cast = self.monde.cast
        self.postes = [
            Poste(Journal(acteur).enrol(self.monde.connect))
            for acteur in (cast.agent_chine, cast.agent_mali, cast.agent_mali_2)
        ]
        cn, ml = (f"station:{cast.agences[p].id}" for p in ("CN", "ML"))
        self.copies = [
            Copie(self.monde.connect(cast.agent_chine), cn),
            Copie(self.monde.connect(cast.agent_mali), ml),
            Copie(self.monde.connect(cast.agent_mali), f"vol:{self.monde.vol_arrive}"),
        ]

    @initialize(data=st.data())
    def start(self, data: st.DataObject) -> None:
        """A morning captured; every second act is sent first, backwards: children before parents,
        holes in the sequence.
        """
        for poids in (1_000, 0, 2_500):
            self._intake()
            self._weigh(data, poids)
        self._load(data)
        for who in (1, 2):
            for somme in (10_000, 25_000, 70_000):
                self._scan(who, data)
                self._collect(who, somme)
        for poste in self.postes:
            self._send(poste, poste.log[1::2][::-1])

    # Captures: nothing is sent.

    @rule(quoi=st.sampled_from(["colis", "pesee", "vol", "scan", "especes"]), data=st.data())
    def capture(self, quoi: str, data: st.DataObject) -> None:
        """One more act on some device."""
        who = data.draw(st.sampled_from([1, 2]))
        if quoi == "colis":
            self._intake()
        elif quoi == "pesee":
            self._weigh(data, data.draw(st.sampled_from([1_000, 0])))
        elif quoi == "vol":
            self._load(data)
        elif quoi == "scan":
            self._scan(who, data)
        else:
            self._collect(who, data.draw(st.integers(1, 40_000)))

    def _intake(self) -> None:
        self.postes[0].journal.capture("colis.enregistrer", corps_identifie())

    def _weigh(self, data: st.DataObject, poids: int) -> None:
        parent = data.draw(st.sampled_from(self._cartons()))
        payload = {
            "colis_id": parent["payload"]["id"], "id": str(uuid7()), "poids_g": poids,
            "source_poids": "manuel",
        }  # fmt: skip
        self.postes[0].journal.capture("colis.peser", payload, depends_on=[parent["op_id"]])

    def _load(self, data: st.DataObject) -> None:
        parent = data.draw(st.sampled_from(self._cartons()))
        payload = {"vol_id": str(self.monde.vol_ouvert), "code": parent["payload"]["code_suivi"]}
        self.postes[0].journal.capture("vol.charger", payload, depends_on=[parent["op_id"]])

    def _scan(self, who: int, data: st.DataObject) -> None:
        code = data.draw(st.sampled_from(self.monde.codes))
        payload = {
            "vol_id": str(self.monde.vol_arrive), "id": str(uuid7()), "code": code,
            "etat": "conforme",
        }  # fmt: skip
        self.postes[who].journal.capture("pointage.scanner", payload)

    def _collect(self, who: int, somme: int) -> None:
        payload = {
            "id": str(uuid7()), "client_id": str(self.monde.client_id), "somme": somme,
            "moyen": "especes",
        }  # fmt: skip
        self.postes[who].journal.capture("encaissement.enregistrer", payload)

    def _cartons(self) -> list[dict[str, Any]]:
        return [op for op in self.postes[0].log if op["type"] == "colis.enregistrer"]

    # The network.

    @rule(data=st.data())
    def push(self, data: st.DataObject) -> None:
        """Some of the log, in any order, sent before or not."""
        poste = self._speaker(data)
        ops = data.draw(st.permutations(data.draw(st.lists(
            st.sampled_from(poste.log), min_size=1, max_size=8, unique_by=lambda op: op["seq"]
        ))))  # fmt: skip
        self._send(poste, ops)

    @rule(data=st.data())
    def push_all_twice(self, data: st.DataObject) -> None:
        """The whole log in order, its answer lost, then again."""
        poste = self._speaker(data)
        self._send(poste, poste.log[-50:])
        self._send(poste, poste.log[-50:])

    @rule(data=st.data(), fois=st.integers(2, 3))
    def push_at_once(self, data: st.DataObject, fois: int) -> None:
        """Two tabs, or a retry that crosses its first sending; someone reads meanwhile."""
        poste, autre = self._speaker(data), self._speaker(data)
        batches = [(poste, data.draw(st.permutations(poste.log[-6:]))) for _ in range(fois)]
        if autre is not poste:
            batches.append((autre, autre.log[-6:]))
        self._race(batches, data.draw(st.sampled_from(self.copies)))

    @precondition(lambda self: any(poste.faits for poste in self.postes))
    @rule(data=st.data())
    def push_other_content(self, data: st.DataObject) -> None:
        """The same op_id saying something else: refused, and the first one stays."""
        poste = data.draw(st.sampled_from([p for p in self.postes if p.faits]))
        op = data.draw(st.sampled_from([o for o in poste.log if o["op_id"] in poste.faits]))
        forged = {**op, "payload": {**op["payload"], "id": str(uuid7())}}
        answer = poste.journal.push(self.monde.connect, forged)
        assert answer["results"][0]["problem"]["code"] == "id_deja_utilise"

    @rule(data=st.data(), limite=st.sampled_from([3, 20, 500]))
    def pull(self, data: st.DataObject, limite: int) -> None:
        data.draw(st.sampled_from(self.copies)).step(limite)

    def _speaker(self, data: st.DataObject) -> Poste:
        return data.draw(st.sampled_from([poste for poste in self.postes if poste.log]))

    def _send(self, poste: Poste, ops: list[dict[str, Any]]) -> None:
        answer = poste.journal.push(
            self.monde.connect, *ops, declaration=poste.journal.declaration()
        )
        for op, result in zip(ops, answer["results"], strict=True):
            assert result["status"] in poste.expect(op), (op["type"], result)
            poste.note(op, result["status"])
        self._check_progress(poste, answer)

    def _check_progress(self, poste: Poste, answer: dict[str, Any]) -> None:
        assert answer["contiguous_upto"] == poste.contiguous()
        assert answer["gaps"] == poste.gaps()

    def _race(self, batches: list[tuple[Poste, list[dict[str, Any]]]], copie: Copie) -> None:
        gate = threading.Barrier(len(batches) + 1)

        def send(poste: Poste, ops: list[dict[str, Any]]) -> dict[str, Any]:
            gate.wait()
            return poste.journal.push(self.monde.connect, *ops)

        def read() -> None:
            gate.wait()
            copie.step(5)

        with ThreadPoolExecutor(len(batches) + 1) as pool:
            reading = pool.submit(read)
            answers = [pool.submit(send, poste, ops) for poste, ops in batches]
            reading.result()
            settled = [(p, ops, a.result()) for (p, ops), a in zip(batches, answers, strict=True)]
        effects: Counter[str] = Counter()
        for poste, ops, answer in settled:
            for op, result in zip(ops, answer["results"], strict=True):
                effects[op["op_id"]] += result["status"] in APPLIED
                poste.note(op, result["status"])
        assert max(effects.values()) <= 1, effects

    # What must hold.

    def teardown(self) -> None:
        """Everything is sent in order once more: nothing stuck, one effect each, one truth."""
        for poste in self.postes:
            for start in range(0, len(poste.log), 50):
                self._send(poste, poste.log[start : start + 50])
            if poste.log:
                assert poste.contiguous() == len(poste.log)
                assert poste.faits | poste.rejetes == {op["op_id"] for op in poste.log}
            self._check_effects(poste)
        self._check_cash()
        self._check_feed()

    def _check_effects(self, poste: Poste) -> None:
        """Exactly one row per applied operation, none for a rejected one, one audit entry each."""
        with transverse():
            for op in poste.log:
                payload, wanted = op["payload"], int(op["op_id"] in poste.faits)
                assert rows_of(op["type"], payload) == {wanted}, (op["type"], payload)
            cartons = [op["payload"]["id"] for op in poste.log if op["type"] == "colis.enregistrer"]
            traces = Counter(
                Entree.objects.filter(action="colis.enregistrer", sujet_id__in=cartons).values_list(
                    "sujet_id", flat=True
                )
            )
            assert traces == Counter(cartons)

    def _check_cash(self) -> None:
        """What the devices collected is in the receipts, in the till and in the balanced books."""
        for poste in self.postes[1:]:
            acteur = poste.journal.acteur
            self.monde.especes[acteur.id] += sum(
                op["payload"]["somme"]
                for op in poste.log
                if op["type"] == "encaissement.enregistrer" and op["op_id"] in poste.faits
            )
            with contexte(acteur):
                receipts = Encaissement.objects.filter(caissier_id=acteur.id)
                total = sum(receipts.values_list("montant", flat=True))
                assert total == self.monde.especes[acteur.id]
                assert till_balance(self.monde.caisses[acteur.id]) == FONDS + total
        with transverse():
            assert [r for r in check_journal() if r.defauts] == []

    def _check_feed(self) -> None:
        """Each device's copy, however it got there, is what the lists say now."""
        cast = self.monde.cast
        chine, mali = self.monde.connect(cast.agent_chine), self.monde.connect(cast.agent_mali)
        origine, ici, vol = (copie.pull() for copie in self.copies)
        assert origine.of("colis") == everything(chine, "/colis?statut=recu,groupe")
        assert ici.of("colis") == everything(mali, "/colis?statut=arrive,disponible")
        assert vol.of("colis") == everything(mali, f"/colis?vol={self.monde.vol_arrive}")
        for copie, api in ((origine, chine), (ici, mali)):
            shown = {k: v for k, v in everything(api, "/vols").items() if k in copie.of("vol")}
            vols = copie.of("vol").items()
            assert {k: {**v, "pointage": None} for k, v in vols} == {
                k: {**v, "pointage": None} for k, v in shown.items()
            }
            clients = {colis["client_id"] for colis in copie.of("colis").values()}
            assert set(copie.of("client")) == clients


def test_whatever_the_network_does_every_act_has_one_effect_and_every_copy_is_true(
    cast: Distribution, live_server: Any
) -> None:
    Terrain.monde = lay_monde(cast, live_server.url)
    try:
        run_state_machine_as_test(
            Terrain,
            settings=settings(
                max_examples=EXEMPLES,
                stateful_step_count=PAS,
                deadline=None,
                phases=[Phase.generate],
                derandomize=True,
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        connections.close_all()
