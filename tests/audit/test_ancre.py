"""Seals taken outside: each place once, a failing one again later."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import orjson
from django.conf import settings
from django.core import mail

from audit.models import Emission
from audit.scellement.emission import AncreSeau, emit_all, read_anchor
from core.tenancy import transverse
from tests.audit.scenes import COMMITS, act, seal, seals
from tests.cast import NOW, Distribution


@COMMITS
def test_seals_go_to_each_place_once_and_a_failing_place_is_tried_again(
    cast: Distribution, ancre: Path, settings: Any
) -> None:
    settings.ANCRE_COURRIEL = "notaire@exemple.test"
    settings.ANCRE_SEAU = "absent"
    settings.ANCRE_S3 = {"endpoint_url": "http://127.0.0.1:1", "region_name": "us-east-1",
                         "aws_access_key_id": "x", "aws_secret_access_key": "x"}  # fmt: skip
    act(cast.agent_mali, "a")
    act(cast.agent_chine, "b")
    seal(now=NOW)
    assert emit_all(now=NOW) == 4
    assert emit_all(now=NOW) == 0
    lines = list(read_anchor(ancre))
    assert [(x["chaine"], x["numero"]) for x in lines] == [("CN", 1), ("ML", 1)]
    assert [line["empreinte"] for line in lines] == [bytes(s.empreinte).hex() for s in seals()]
    (letter,) = mail.outbox
    assert letter.to == ["notaire@exemple.test"]
    heads = [orjson.loads(line) for line in letter.body.splitlines()]
    assert {h["empreinte"] for h in heads} == {line["empreinte"] for line in lines}
    assert "feuilles" not in heads[0]
    act(cast.agent_mali, "c")
    seal(now=NOW)
    emit_all(now=NOW + timedelta(hours=1))
    assert (len(mail.outbox), len(list(read_anchor(ancre)))) == (1, 3)
    emit_all(now=NOW + timedelta(days=1))
    assert len(mail.outbox) == 2
    with transverse():
        assert not Emission.objects.filter(adaptateur="seau").exists()


def test_the_bucket_keeps_a_day_under_lock(moto: str) -> None:
    given: Any = {"endpoint_url": moto, "region_name": "us-east-1", "aws_access_key_id": "x",
             "aws_secret_access_key": "x"}  # fmt: skip
    client = boto3.client("s3", **given)
    client.create_bucket(Bucket="ancres", ObjectLockEnabledForBucket=True)
    settings.ANCRE_S3 = given
    AncreSeau("ancres").emit([{"type": "sceau", "empreinte": "ab", "feuilles": "x"}], NOW)
    found = client.get_object(Bucket="ancres", Key="ancres/2026/03/10.jsonl")
    assert orjson.loads(found["Body"].read()) == {"type": "sceau", "empreinte": "ab"}
    assert (found["ObjectLockMode"], found["ObjectLockRetainUntilDate"].year) == (
        "COMPLIANCE", 2036,
    )  # fmt: skip
