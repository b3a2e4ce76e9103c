import { fetchApi } from '@/lib/http';
import { ApiError, NetworkError } from '@/lib/problem';
import type { Utilisateur } from '@/lib/session';
import type { Journal } from './db';
import { resendSince } from './epoque';
import {
  journalOf,
  posteId,
  readJournal,
  renewJournal,
  updateJournal,
  VERROU_HEURES,
} from './journal';
import { wipeReadings } from './menage';
import { announce } from './signal';
import { signBytes } from './signature';

/** POST /appareils. */
interface Enrole {
  id: string;
  nom: string;
  serie: string;
  enrole_le: string;
  plafond_hors_ligne: { montant: number; devise: string } | null;
  verrou_heures: number;
  epoque?: number;
}

const DELAI_MS = 20_000;

/** This log is not theirs, or they moved since: new captures go to a new one. */
const RENOUVELER: ReadonlySet<string> = new Set(['id_deja_utilise', 'appareil_deplace']);

export type IssueEnrolement = 'ok' | 'refus' | 'plus_tard';

async function requestEnrolment(journal: Journal): Promise<Enrole> {
  const { device_id, actor_id, nom, cle, cle_publique } = journal;
  const preuve = new TextEncoder().encode(`ts-appareil:v1:${device_id}:${actor_id}`);
  const reponse = await fetchApi('POST', '/appareils', {
    body: {
      id: device_id,
      poste_id: await posteId(),
      nom,
      cle_publique,
      preuve: await signBytes(cle, preuve),
    },
    // A silent line must not hold the push that follows.
    signal: AbortSignal.timeout(DELAI_MS),
  });
  return (await reponse.json()) as Enrole;
}

const isEnrolled = (reponse: Partial<Enrole> | undefined): reponse is Enrole =>
  typeof reponse?.id === 'string' && typeof reponse.enrole_le === 'string';

async function keep(acteur: string, reponse: Enrole): Promise<void> {
  await updateJournal(acteur, {
    nom: reponse.nom,
    serie: reponse.serie ?? null,
    enrole_le: reponse.enrole_le,
    plafond: reponse.plafond_hors_ligne ?? null,
    verrou_heures: reponse.verrou_heures ?? VERROU_HEURES,
    refus: null,
  });
  announce('journal');
  if ((await resendSince(acteur, reponse.epoque, Date.now())) > 0) announce('sync');
}

/** The server turned this device away: what was captured stays, what was read goes. */
export async function markRefused(acteur: string, code: string): Promise<void> {
  // Revoked stays revoked: a later refusal says less.
  const connu = (await readJournal(acteur))?.refus;
  const revoque = [code, connu].includes('appareil_revoque');
  await updateJournal(acteur, { refus: revoque ? 'appareil_revoque' : 'appareil_refuse' });
  await wipeReadings();
  announce('journal');
}

/** No line, no answer in time, or a Wi-Fi page instead of ours. */
const isUnanswered = (cause: unknown): boolean =>
  cause instanceof NetworkError || cause instanceof SyntaxError || cause instanceof DOMException;

async function judge(
  personne: Utilisateur,
  journal: Journal,
  cause: unknown,
): Promise<IssueEnrolement> {
  if (!(cause instanceof ApiError)) {
    if (isUnanswered(cause)) return 'plus_tard';
    throw cause;
  }
  if (cause.status === 403 && cause.code.startsWith('appareil_')) {
    await markRefused(personne.id, cause.code);
    return 'refus';
  }
  if (RENOUVELER.has(cause.code)) await renewJournal(personne, journal.device_id);
  return 'plus_tard';
}

/** Asked again this often: a device with nothing to push hears here that it was turned away. */
const REDEMANDER_MS = 10 * 60_000;
/** When the server last said what it thinks of each log. */
const reponduLe = new Map<string, number>();

const isRecent = (device: string): boolean =>
  Math.abs(Date.now() - (reponduLe.get(device) ?? Number.NEGATIVE_INFINITY)) < REDEMANDER_MS;

async function ask(personne: Utilisateur, journal: Journal): Promise<IssueEnrolement> {
  const reponse = await requestEnrolment(journal);
  if (!isEnrolled(reponse)) return 'plus_tard';
  await keep(personne.id, reponse);
  return 'ok';
}

function noted({ device_id }: Journal, issue: IssueEnrolement): IssueEnrolement {
  if (issue !== 'plus_tard') reponduLe.set(device_id, Date.now());
  return issue;
}

/**
 * Makes this person's log known to the server at each start of the app and then on the timer, which
 * also brings the cash cap and the receipt series up to date. Never stands in the way of a push:
 * what the server does not know it keeps in quarantine. `encore` asks whatever it said lately.
 */
export async function ensureEnrolled(
  personne: Utilisateur,
  encore = false,
): Promise<IssueEnrolement> {
  if (!personne.actions.includes('appareil.enroler')) return 'plus_tard';
  const journal = await journalOf(personne);
  if (!encore && isRecent(journal.device_id)) return journal.refus ? 'refus' : 'ok';
  try {
    return noted(journal, await ask(personne, journal));
  } catch (cause) {
    const renouvele = cause instanceof ApiError && RENOUVELER.has(cause.code) && !encore;
    const issue = noted(journal, await judge(personne, journal, cause));
    return renouvele ? ensureEnrolled(personne, true) : issue;
  }
}

/** A device turned away starts a new log, once the person signed in asks for it. */
export async function enrolAgain(personne: Utilisateur): Promise<IssueEnrolement> {
  const { device_id } = await journalOf(personne);
  await renewJournal(personne, device_id);
  announce('journal');
  return ensureEnrolled(personne);
}

/** The next call asks the server again: what it said is no longer worth anything. */
export function forgetEnrolment(): void {
  reponduLe.clear();
}
