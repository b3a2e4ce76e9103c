import { currentUser } from '@/lib/session';
import { type Base, database } from './db';
import type { ColisFlux } from './replis';

/** More than a bench does in three days; what is older has long been on the server. */
const LUS_MAX = 3_000;

/** An act still waiting, anybody's: by its index. */
async function inQueue(base: Base, code: string): Promise<string | null> {
  const lignes = await base.getAllFromIndex('attente', 'sujet', code);
  return lignes.find(({ type }) => type === 'colis.enregistrer')?.entity_id ?? null;
}

/** The device's own log, newest first, whoever wrote it and whatever became of it. */
async function inLog(base: Base, code: string): Promise<string | null> {
  let curseur = await base.transaction('ops').store.openCursor(null, 'prev');
  for (let lus = 0; curseur && lus < LUS_MAX; lus += 1) {
    const { type, entity_id, payload } = curseur.value.enveloppe;
    if (type === 'colis.enregistrer' && payload.code_suivi === code) return entity_id;
    curseur = await curseur.continue();
  }
  return null;
}

/** The feed's cartons: those of the agency and of the flights that are followed. */
async function inFeed(base: Base, code: string): Promise<string | null> {
  const acteur = currentUser()?.id ?? '';
  const portees = await base.getAllKeys('flux_etat', IDBKeyRange.bound([acteur], [acteur, []]));
  for (const [, portee] of portees) {
    const bornes = IDBKeyRange.bound([acteur, portee, 'colis'], [acteur, portee, 'colis', []]);
    const cartons = (await base.getAll('flux', bornes)).map(({ donnees }) => donnees as ColisFlux);
    const trouve = cartons.find(({ code_suivi }) => code_suivi === code);
    if (trouve) return trouve.id;
  }
  return null;
}

/** The carton that already has this code, as far as this device knows; its id. */
export async function cartonOfCode(code: string): Promise<string | null> {
  const base = await database();
  return (await inQueue(base, code)) ?? (await inLog(base, code)) ?? (await inFeed(base, code));
}
