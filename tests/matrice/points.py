"""Every operation × every role × one's own and another country's object."""

from collections.abc import Collection, Iterable
from typing import Any

from accounts.policies import role_of
from core.ids import uuid7
from tests.matrice.droits import DROITS
from tests.matrice.monde import ROLES, Monde, ask, claimed_ids, outcome
from tests.matrice.operations import MULTIPART, OPERATIONS, Operation, is_uuid, names_ids, with_ids
from tests.matrice.releve import Releve
from tests.matrice.table import TABLE, Acces
from tests.parcours.parcours import TELEPHONES

MADE_UP = "YAKMVS9EDD1R3"
CHERCHEES = ("q", "saisie")


def check_points(
    monde: Monde,
    releve: Releve,
    *,
    roles: Iterable[str] = ROLES,
    seulement: Collection[str] = (),
) -> None:
    """All the cases, or those of a few operations; one's own are asked before the strangers'.

    The order matters: an answer cached for one country would then be served to another.
    """
    ops = [op for op in OPERATIONS if not seulement or op.id in seulement]
    names = sorted(roles, key=lambda name: ("rci" in name, name == "client"))
    for name in names:
        for op in ops:
            if TABLE[op.id] is Acces.PUBLIC or op.form in MULTIPART:
                continue
            _own(monde, releve, name, op)
            _hidden_paths(monde, releve, name, op)
            _hidden_filters(monde, releve, name, op)
            _hidden_bodies(monde, releve, name, op)


def check_rights(monde: Monde, releve: Releve, *, roles: Iterable[str] = ROLES) -> None:
    """Who may do it, by the domain's table alone: the object never existed."""
    for name in roles:
        acteur = monde.cast.role(name)
        for op in OPERATIONS:
            action = TABLE[op.id]
            if isinstance(action, Acces) or op.form in MULTIPART:
                continue
            response = ask(acteur, op, {})
            monde.riens[name, op.id] = outcome(response)
            refused = outcome(response) == (403, "action_interdite")
            right = response.status_code < 500 and refused != (role_of(acteur) in DROITS[action])
            releve.case("droits", right, f"{op.id} par {name} : {response.status_code}")
    for op in OPERATIONS:
        status = ask(None, op, {}).status_code
        public = TABLE[op.id] is Acces.PUBLIC
        releve.case("anonymes", public or status == 401, f"{op.id} sans jeton : {status}")


def _own(monde: Monde, releve: Releve, name: str, op: Operation) -> None:
    """One's own objects: never an error of ours, never another country's secret."""
    acteur = monde.cast.role(name)
    if not op.params:
        response = ask(acteur, op, {})
        ok = _quiet(monde, name, response) and _own_figures(acteur.pays, op, response)
        releve.case("les siens", ok, f"{op.id} par {name}")
        return
    for _, kind, id_ in monde.own(name):
        if _fits(op, kind):
            response = ask(acteur, op, dict.fromkeys(op.params, id_))
            ok = _quiet(monde, name, response, id_)
            releve.case("les siens", ok, f"{op.id}({kind}) par {name} : {response.status_code}")


def _own_figures(pays: str | None, op: Operation, response: Any) -> bool:
    """A dashboard holds no id to recognise: its country is read instead."""
    if op.id != "read_dashboard" or pays is None or response.status_code != 200:
        return True
    return {one["pays"] for one in response.json()["tableaux"]} == {pays}


def _hidden_paths(monde: Monde, releve: Releve, name: str, op: Operation) -> None:
    """Another country's id answers as one that never existed."""
    if not op.params:
        return
    acteur = monde.cast.role(name)
    nothing = _nothing(monde, name, op)
    for pays, kind, id_ in _meant(op, monde.hidden(name)):
        response = ask(acteur, op, dict.fromkeys(op.params, id_))
        same = outcome(response) == nothing and _quiet(monde, name, response, id_)
        releve.case("chemins", same, f"{op.id}({kind} {pays}) par {name} : {outcome(response)}"
                                     f" au lieu de {nothing}")  # fmt: skip
    if "saisie" in op.params:
        for pays in {p for p, kind, _ in monde.hidden(name) if kind == "colis"}:
            code = monde.code(pays)
            response = ask(acteur, op, {"saisie": code})
            same = outcome(response) == outcome(ask(acteur, op, {"saisie": MADE_UP}))
            releve.case("chemins", same and _quiet(monde, name, response, code),
                        f"{op.id}(code {pays}) par {name}")  # fmt: skip


def _nothing(monde: Monde, name: str, op: Operation) -> tuple[int, str]:
    """How an id that never existed is answered; asked once."""
    key = (name, op.id)
    if key not in monde.riens:
        monde.riens[key] = outcome(ask(monde.cast.role(name), op, {}))
    return monde.riens[key]


def _meant(op: Operation, objects: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The objects of the kinds a path names; all of them when it names none we know."""
    return [one for one in objects if _fits(op, one[1])] or objects


def _hidden_filters(monde: Monde, releve: Releve, name: str, op: Operation) -> None:
    """Filters that name another country, its objects, its clients: nothing of theirs comes."""
    acteur = monde.cast.role(name)
    for filtre, schema in op.filtres:
        for value in _tried(monde, name, filtre, schema):
            response = ask(acteur, op, {}, query={filtre: value.replace("+", "%2B")})
            ok = _quiet(monde, name, response, value, *_echo(value))
            releve.case("filtres", ok, f"{op.id}?{filtre}={value} par {name}")


def _tried(monde: Monde, name: str, filtre: str, schema: str) -> list[str]:
    hidden = monde.hidden(name)
    countries = sorted({pays for pays, kind, _ in hidden if kind == "colis"})
    if filtre in CHERCHEES:
        found = [monde.code(pays) for pays in countries]
        return found + [TELEPHONES[pays] for pays in countries] + ["BKO-", "Awa"]
    if filtre.startswith("pays"):
        return sorted({pays for pays, _, _ in hidden})
    if "uuid" in schema:
        return (
            [id_ for _, kind, id_ in hidden if kind in filtre] or [hidden[0][2]] if hidden else []
        )
    return []


def _echo(value: str) -> list[str]:
    return [TELEPHONES[p] for p in TELEPHONES if value in (TELEPHONES[p], p)] if value else []


def _hidden_bodies(monde: Monde, releve: Releve, name: str, op: Operation) -> None:
    """A body that names another country's object is answered as if it named nothing."""
    if op.method == "get" or not names_ids(op.body):
        return
    acteur = monde.cast.role(name)
    nothing = outcome(ask(acteur, op, {}, body=with_ids(op.body, {"colis": _new()}, MADE_UP)))
    hidden = monde.hidden(name)
    for pays in sorted({pays for pays, _, _ in hidden}):
        ids = {kind: id_ for where, kind, id_ in hidden if where == pays}
        first = next(iter(ids.values()))
        code = monde.code(pays) if "colis" in ids else MADE_UP
        response = ask(acteur, op, {}, body=with_ids(op.body, {"colis": first, **ids}, code))
        same = outcome(response) == nothing
        same = same and _quiet(monde, name, response, code, *ids.values())
        releve.case("corps", same, f"{op.id}{{{pays}}} par {name} : {outcome(response)}"
                                   f" au lieu de {nothing}")  # fmt: skip


def check_creations(monde: Monde, releve: Releve, *, roles: Iterable[str] = ROLES) -> None:
    """A taken id answers word for word alike, whether its row is hidden from one or not.

    That it is taken may be told: domaine.md, Identifiers, "anything else is 409
    ``id_deja_utilise``, alike whether the row is hidden or not". A refusal that comes before the
    id is looked at (a right, a value) is the free id's own answer, and tells nothing either.
    """
    claimed = claimed_ids()
    for name in roles:
        hidden = [id_ for _, _, id_ in monde.hidden(name) if id_ in claimed]
        visible = [id_ for _, _, id_ in monde.own(name) if id_ in claimed]
        for op in OPERATIONS:
            if op.form in MULTIPART or op.params or not _made_here(op.body):
                continue
            free = _answer(monde, name, op, str(uuid7()))
            taken = {_answer(monde, name, op, id_) for id_ in visible} - {free}
            releve.case("identifiants pris", len(taken) <= 1, f"{op.id} par {name} : {taken}")
            for id_ in hidden:
                seen = _answer(monde, name, op, id_)
                releve.case("identifiants pris", seen == free or {seen} == taken,
                            f"{op.id} par {name} : {seen} au lieu de {taken}")  # fmt: skip
        releve.case("identifiants pris", bool(visible) or name == "client", f"rien à {name}")


def _answer(monde: Monde, name: str, op: Operation, id_: str) -> tuple[int, str]:
    """All that a refusal under this id says, but for the id; of a creation, that it is one."""
    response = ask(monde.cast.role(name), op, {}, body={**op.body, "id": id_})
    if response.status_code < 400:
        return response.status_code, ""
    return response.status_code, response.lu.decode().replace(id_, "…")


def _made_here(body: Any) -> bool:
    return isinstance(body, dict) and is_uuid(body.get("id"))


def _new() -> str:
    return "019ce000-0000-7000-8000-00000000dead"


def _fits(op: Operation, kind: str) -> bool:
    """Whether a path parameter may name this kind: `colis_id`, or `id` under `/colis/`."""
    named = [p.removesuffix("_id") for p in op.params]
    return kind in named or f"/{kind}" in op.path


def _quiet(monde: Monde, name: str, response: Any, *asked: str) -> bool:
    """No error of ours, and no secret of another country in the answer."""
    if response.status_code >= 500:
        return False
    body = response.lu
    return not any(secret.encode() in body for secret in monde.secrets(name) if secret not in asked)
