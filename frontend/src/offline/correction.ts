import { database, type OpGardee } from './db';
import type { Saisie } from './saisie';
import { announce } from './signal';

/** A person went to correct a refused act: the next act about the same thing names it. */
let enCours: { op: OpGardee; jusque: number } | null = null;
const DUREE_MS = 15 * 60_000;

/** Called by "Corriger et renvoyer", before the screen of the act opens. */
export async function startCorrection(op_id: string, now = Date.now()): Promise<void> {
  const op = await (await database()).get('ops', op_id);
  enCours = op ? { op, jusque: now + DUREE_MS } : null;
}

/** About the same carton, session or payer: another client's payment corrects nothing. */
function isAbout({ enveloppe }: OpGardee, { type, entity_id, payload }: Saisie): boolean {
  if (enveloppe.type !== type) return false;
  if (type === 'caisse.ouvrir' || enveloppe.entity_id === entity_id) return true;
  const client = enveloppe.payload.client_id;
  return client !== undefined && client === payload.client_id;
}

/** The refused act this one corrects, if a correction was begun for it. */
export function correctedBy(saisie: Saisie, now = Date.now()): string | null {
  if (saisie.remplace !== undefined || !enCours || now > enCours.jusque) return null;
  return isAbout(enCours.op, saisie) ? enCours.op.op_id : null;
}

/** The correction is written down: the refused act leaves the repair list. */
export async function finishCorrection(op_id: string): Promise<void> {
  enCours = null;
  const base = await database();
  const resultat = await base.get('resultats', op_id);
  if (resultat) await base.put('resultats', { ...resultat, a_revoir: 0 });
  announce('revu');
}
