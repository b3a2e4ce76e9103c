import type { EnAttente, OpGardee } from './db';
import type { Especes } from './especes';

interface Connu {
  /** Its photos are already on the server, or it has none. */
  pret: 0 | 1;
  /** Cartons it speaks of (see sujets.ts). */
  sujets: string[];
  especes: Especes | null | undefined;
}

/** The row by which an act waits for the server: written at capture, and again at a new epoch. */
export function pendingOf(op: OpGardee, { pret, sujets, especes }: Connu): EnAttente {
  const { op_id, actor_id, seq, enveloppe, photos } = op;
  return {
    op_id,
    actor_id,
    device_id: enveloppe.device_id,
    seq,
    entity_id: enveloppe.entity_id,
    type: enveloppe.type,
    captured_at: enveloppe.captured_at,
    photos,
    pret,
    sujets,
    especes: especes?.montant ?? 0,
    devise: especes?.devise ?? null,
    pas_avant: 0,
    essais: 0,
  };
}
