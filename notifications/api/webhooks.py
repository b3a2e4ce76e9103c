"""The providers' own calls: receipts and what clients write. Kept raw at once, read later."""

import hmac

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router

from core.adresse import adresse_of, is_among
from core.clock import now
from core.schemas import refusals
from notifications.domain import WebhookRefuse
from notifications.port import Webhook
from notifications.schemas import messages as s
from notifications.services import store_receipt
from notifications.services.lignes import port_of
from notifications.tasks import wake_on_commit

log = structlog.get_logger(__name__)
router = Router(tags=["notifications"])


@router.post(
    "/webhooks/wachap/{secret}",
    auth=None,
    operation_id="recevoir_accuse_wachap",
    response={200: s.RecuAccepte, **refusals(413)},
)
def receive_wachap(request: HttpRequest, secret: str) -> dict[str, bool]:
    """The provider's receipts: kept raw at once, understood later."""
    webhook = Webhook(corps=request.body, secret=secret)
    return _keep(request, "wachap", webhook, settings.WACHAP_WEBHOOK_SECRET)


@router.get(
    "/webhooks/cloud",
    auth=None,
    operation_id="confirmer_webhook_cloud",
    response={200: str, **refusals()},
)
def confirm_cloud(request: HttpRequest) -> HttpResponse:
    """WhatsApp asks once whether the address is ours: the challenge comes back as it came."""
    attendu = settings.WHATSAPP_CLOUD_VERIFY_TOKEN
    recu = request.GET.get("hub.verify_token", "")
    if not attendu or not hmac.compare_digest(recu.encode(), attendu.encode()):
        raise WebhookRefuse
    return HttpResponse(request.GET.get("hub.challenge", "")[:200], content_type="text/plain")


@router.post(
    "/webhooks/cloud",
    auth=None,
    operation_id="recevoir_accuse_cloud",
    response={200: s.RecuAccepte, **refusals(413)},
)
def receive_cloud(request: HttpRequest) -> dict[str, bool]:
    """WhatsApp's own receipts and what clients write: signed, kept raw at once."""
    signature = request.headers.get("X-Hub-Signature-256", "")
    webhook = Webhook(corps=request.body, signature=signature)
    return _keep(request, "cloud", webhook, settings.WHATSAPP_CLOUD_APP_SECRET)


def _keep(request: HttpRequest, fournisseur: str, webhook: Webhook, secret: str) -> dict[str, bool]:
    """From an address of the provider's, with the secret we share: kept. Else nobody is here."""
    adresse = adresse_of(request)
    if not is_among(adresse, settings.WEBHOOK_ADRESSES[fournisseur]):
        log.warning("webhook_adresse_refusee", fournisseur=fournisseur, adresse=adresse)
        raise WebhookRefuse
    if not port_of(fournisseur).verify_webhook(webhook, secret):
        raise WebhookRefuse
    store_receipt(now=now(), fournisseur=fournisseur, corps=webhook.corps)
    wake_on_commit()
    return {"recu": True}
