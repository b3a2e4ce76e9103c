import { capture } from './capture';
import { database } from './db';
import type { Capture } from './saisie';

/** What of the act itself a correction may change, besides its payload. */
export interface Repris {
  entity_id?: string;
  resume?: string;
}

/** Sends a refused act again as a NEW operation that names the old one, and files the old one. */
export async function resend(
  op_id: string,
  payload?: Record<string, unknown>,
  { entity_id, resume }: Repris = {},
): Promise<Capture | null> {
  const op = await (await database()).get('ops', op_id);
  if (!op) return null;
  return capture({
    type: op.enveloppe.type,
    entity_id: entity_id ?? op.enveloppe.entity_id,
    payload: { ...op.enveloppe.payload, ...payload },
    resume: resume ?? op.resume,
    remplace: op_id,
    photos_gardees: op.photos,
    base_version: op.enveloppe.base_version,
  });
}
