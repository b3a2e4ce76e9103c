"""The only writers of the messages' rows."""

from notifications.services.abonnements import (
    change_abonnement,
    renew_abonnement,
    send_essai,
    subscribe,
)
from notifications.services.alertes import mail_alerts, ring
from notifications.services.balayage import sweep
from notifications.services.creation_lignes import create_ligne, renew_secret
from notifications.services.desabonnement import opt_out_token, read_choice, set_choice
from notifications.services.dus import Du, record_dus, record_mouvements
from notifications.services.dus_argent import (
    record_annulation_due,
    record_avis_du,
    record_code_du,
    record_encaissement_du,
)
from notifications.services.dus_rapports import record_rapport_du
from notifications.services.envoi import claim_next, drain_line, send_claimed
from notifications.services.lignes import follow_lines
from notifications.services.partenaires import deliver, owe_livraisons
from notifications.services.pilotage import (
    cancel,
    cancel_many,
    rearm_for_number,
    relaunch,
)
from notifications.services.rappels import remind
from notifications.services.recus import process_incoming, process_receipts, store_receipt
from notifications.services.redaction import preview, write_gabarit
from notifications.services.reglage_lignes import pause_ligne, update_ligne
from notifications.services.regroupement import group_dus
from notifications.services.reprise import (
    expire,
    recover_leases,
    right_clock,
    settle_uncertain,
)
from notifications.services.sondes import probe_lines, probes_due

__all__ = [
    "Du",
    "cancel",
    "cancel_many",
    "change_abonnement",
    "claim_next",
    "create_ligne",
    "deliver",
    "drain_line",
    "expire",
    "follow_lines",
    "group_dus",
    "mail_alerts",
    "opt_out_token",
    "owe_livraisons",
    "pause_ligne",
    "preview",
    "probe_lines",
    "probes_due",
    "process_incoming",
    "process_receipts",
    "read_choice",
    "rearm_for_number",
    "record_annulation_due",
    "record_avis_du",
    "record_code_du",
    "record_dus",
    "record_encaissement_du",
    "record_mouvements",
    "record_rapport_du",
    "recover_leases",
    "relaunch",
    "remind",
    "renew_abonnement",
    "renew_secret",
    "right_clock",
    "ring",
    "send_claimed",
    "send_essai",
    "set_choice",
    "settle_uncertain",
    "store_receipt",
    "subscribe",
    "sweep",
    "update_ligne",
    "write_gabarit",
]
