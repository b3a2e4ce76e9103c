import { lastIssue } from '@/lib/jeton';
import {
  currentUser,
  resumeOnline,
  type Utilisateur,
  useConnexionDue,
  useSession,
} from '@/lib/session';
import { whenQuiet } from './calme';
import {
  loadContact,
  noteClock,
  noteContact,
  shareState,
  useSync,
  wipeStaleReadings,
} from './contact';
import { database, type OpGardee } from './db';
import { ensureEnrolled, forgetEnrolment, markRefused } from './enrolement';
import { watchJournal } from './entetes';
import { resendSince } from './epoque';
import { cutBatch, LOT_OPS, loadReady, newPass, type Passe } from './file';
import { readJournal } from './journal';
import { pruneReadings } from './menage';
import { dropUnreadable } from './photos-illisibles';
import { holdBack, holdRevoked, setAside, settle } from './reglement';
import { sweepCopies } from './secours';
import { announce, onSignal } from './signal';
import { type Pause, sendBatch } from './sync-batch';
import { type TourPhotos, uploadPhotos } from './sync-photos';
import type { ReponseSync } from './types';
import { clear, type Voie, waitFor } from './voie';

export { useSync };

const donnees: Voie = { echecs: 0, prochain: 0 };
/** Failures in a row of the data lane: a person who presses "send" does not start them again. */
let deSuite = 0;
const photos: Voie = { echecs: 0, prochain: 0 };

async function note(reponse: ReponseSync, envoyeLe: number): Promise<void> {
  clear(donnees);
  deSuite = 0;
  shareState({ pause: null });
  const now = Date.now();
  await noteClock(reponse.server_now, envoyeLe, now);
  await noteContact(now);
}

type ProblemDe = Extract<Awaited<ReturnType<typeof sendBatch>>, { genre: 'scinder' }>['problem'];

/** A batch the server cannot take: halved down to the one operation that is at fault. */
async function split(lot: OpGardee[], problem: ProblemDe): Promise<boolean> {
  const seule = lot[0];
  if (lot.length === 1 && seule) {
    await holdBack(seule, problem, Date.now());
    announce('sync');
    return true;
  }
  const moitie = Math.ceil(lot.length / 2);
  return (await push(lot.slice(0, moitie))) && (await push(lot.slice(moitie)));
}

/** Sends one batch; false when the queue has to wait. */
async function push(lot: OpGardee[]): Promise<boolean> {
  const envoyeLe = Date.now();
  const envoi = await sendBatch(lot);
  if (envoi.genre === 'scinder') return split(lot, envoi.problem);
  if (envoi.genre === 'pause' && envoi.pause === 'revoque') return turnedAway(lot, envoi.problem);
  if (envoi.genre === 'pause') return pauseOrSetAside(lot, envoi.pause, envoi.delaiS);
  await note(envoi.reponse, envoyeLe);
  const { results, epoque } = envoi.reponse;
  await dropUnreadable(lot, results);
  const regles = await settle(lot, results, Date.now());
  await noteEpoch(lot[0]?.actor_id ?? '', epoque);
  announce('sync');
  // Nothing settled, nothing deferred: an answer about other operations would spin for ever.
  return regles > 0 || results.some(({ status }) => status === 'deferred');
}

/** A backup that lost acts may have lost the log they are of: it is made known before they leave. */
async function noteEpoch(acteur: string, epoque: number | undefined): Promise<void> {
  const moi = currentUser();
  if ((await resendSince(acteur, epoque, Date.now())) === 0 || moi?.id !== acteur) return;
  forgetEnrolment();
  await enrolBefore(moi);
}

const ECHECS_AVANT_TRI = 3;

/** A server that keeps failing on the same head of the queue must not block the rest. */
async function pauseOrSetAside(
  lot: OpGardee[],
  pause: Pause,
  delaiS: number | null,
): Promise<boolean> {
  waitFor(donnees, pause, delaiS);
  deSuite += 1;
  const seule = lot[0];
  if (pause === 'serveur' && lot.length === 1 && seule && deSuite > ECHECS_AVANT_TRI) {
    // From the lane's own next try on: ready again before it, it would go first for ever.
    await setAside(seule.op_id, donnees.prochain);
  }
  return false;
}

/**
 * The server wants nothing of this log any more. A revoked one's acts are kept there, in quarantine;
 * those of a log that is not this person's stay here. Either way the acts of a newer log go on.
 */
async function turnedAway(lot: OpGardee[], problem: ProblemDe | undefined): Promise<boolean> {
  const { actor_id, enveloppe } = lot[0] ?? {};
  const code = problem?.code ?? 'appareil_refuse';
  shareState({ pause: 'revoque' });
  if (actor_id && (await readJournal(actor_id))?.device_id === enveloppe?.device_id) {
    await markRefused(actor_id, code);
  }
  const now = Date.now();
  if (problem && code === 'appareil_revoque') await holdRevoked(lot, problem, now);
  else for (const { op_id } of lot) await setAside(op_id, now);
  announce('sync');
  return true;
}

/** What is due first; what was set to wait after it, when a person asks for everything. */
async function nextReady(acteur: string, passe: Passe): Promise<OpGardee[]> {
  const dues = await loadReady(acteur, Date.now(), { ...passe, force: false });
  return dues.length > 0 || !passe.force ? dues : loadReady(acteur, Date.now(), passe);
}

/** The data lane, until nothing is left that may travel; false when it has to wait. */
async function pushData(acteur: string, passe: Passe): Promise<boolean> {
  for (;;) {
    // After repeated server failures one operation at a time finds the one at fault.
    const maximum = deSuite > ECHECS_AVANT_TRI ? 1 : LOT_OPS;
    const pretes = await nextReady(acteur, passe);
    const lot = cutBatch(pretes, maximum);
    if (lot.length === 0) return true;
    if (!(await push(lot))) return false;
    await markTried(lot, passe);
  }
}

/** What was answered and still waits is not asked again in the same pass. */
async function markTried(lot: readonly OpGardee[], passe: Passe): Promise<void> {
  const { store } = (await database()).transaction('attente');
  const lignes = await Promise.all(lot.map(({ op_id }) => store.get(op_id)));
  for (const ligne of lignes) if (ligne && ligne.essais > 0) passe.vus.add(ligne.op_id);
}

async function notePhotos({ pause, delaiS, montees }: TourPhotos): Promise<void> {
  if (pause) return waitFor(photos, pause, delaiS);
  clear(photos);
  if (montees > 0) await noteContact(Date.now());
}

let saisies = 0;

/**
 * Data first; then a few photos, and data again, which their photo.attach now belongs to. Data that
 * has to wait does not hold the photos back.
 */
async function drain(acteur: string, force: boolean): Promise<void> {
  const passe = newPass(force);
  const passees = new Set<string>();
  let avance = true;
  for (;;) {
    avance &&= await pushData(acteur, passe);
    if (!force && Date.now() < photos.prochain) return;
    const avant = saisies;
    const tour = await uploadPhotos(acteur, passees, () => avance && saisies !== avant);
    announce('sync');
    await notePhotos(tour);
    if (tour.montees === 0 && !tour.reste) return;
  }
}

function pauseWithoutSession(): Pause {
  if (useConnexionDue.getState().due) return 'session';
  return lastIssue() === 'portail' ? 'portail' : 'reseau';
}

async function pass(force: boolean): Promise<void> {
  await resumeOnline();
  const acteur = currentUser();
  if (!acteur) return;
  if (useSession.getState().statut !== 'connectee') {
    shareState({ pause: pauseWithoutSession() });
    return;
  }
  shareState({ enCours: true });
  try {
    await enrolBefore(acteur);
    await drain(acteur.id, force);
  } finally {
    shareState({ enCours: false });
    announce('sync');
  }
}

/** Before anything travels; the push itself goes on whatever the answer. */
async function enrolBefore(acteur: Utilisateur): Promise<void> {
  await ensureEnrolled(acteur).catch(() => undefined);
}

/** Asked for while a pass was under way: one more follows it, never more than one. */
let suivante: Promise<void> | null = null;
let enCours: Promise<void> | null = null;

async function passAlone(force: boolean): Promise<void> {
  if (!('locks' in navigator)) return pass(force);
  await navigator.locks.request('ts-sync', () => pass(force));
}

function start(force: boolean): Promise<void> {
  const lancee = passAlone(force).finally(() => {
    if (enCours === lancee) enCours = null;
  });
  enCours = lancee;
  return lancee;
}

/**
 * Runs one pass, in one tab at a time; `force` ignores every wait (a person pressed "send", the
 * network came back). Resolves once what was captured before the call has been tried.
 */
export async function syncNow(force = false): Promise<void> {
  if (!force && Date.now() < donnees.prochain) return;
  if (force) {
    donnees.echecs = 0;
    clear(photos);
  }
  if (!enCours) return start(force);
  suivante ??= enCours
    .catch(() => undefined)
    .then(() => {
      suivante = null;
      return start(force);
    });
  return suivante;
}

const CHAQUE_MS = 20_000;
const MENAGE_MS = 10 * 60_000;
const tenter = (): void => void syncNow().catch(() => undefined);
const forcer = (): void => void syncNow(true).catch(() => undefined);

/** Lists nobody may have any more, then what was read one thing at a time. */
async function tidyUp(): Promise<void> {
  await wipeStaleReadings(Date.now());
  await pruneReadings(Date.now());
}

const ranger = (): void => void tidyUp().catch(() => undefined);

const quandVisible = (): void => {
  if (document.visibilityState === 'visible') tenter();
};

function onCapture(): void {
  saisies += 1;
  whenQuiet(tenter);
}

async function startStorage(): Promise<void> {
  const base = await database();
  forcer();
  await sweepCopies(base);
}

/** Triggers: start, back online, tab shown, after a capture, every 20 s. Returns the stop. */
export function startSync(): () => void {
  const arrets = [
    watchJournal(),
    onSignal((signal) => {
      if (signal === 'capture') onCapture();
    }),
    useSession.subscribe((apres, avant) => {
      if (apres.statut === 'connectee' && avant.statut !== 'connectee') forcer();
    }),
  ];
  window.addEventListener('online', forcer);
  document.addEventListener('visibilitychange', quandVisible);
  const minuterie = setInterval(tenter, CHAQUE_MS);
  const menage = setInterval(ranger, MENAGE_MS);
  ranger();
  void loadContact().catch(() => undefined);
  void startStorage().catch(() => undefined);
  // Asked, never assumed: the outbox screen shows what the browser answered.
  void navigator.storage?.persist?.().catch(() => false);
  return () => {
    for (const arreter of arrets) arreter();
    window.removeEventListener('online', forcer);
    document.removeEventListener('visibilitychange', quandVisible);
    clearInterval(minuterie);
    clearInterval(menage);
  };
}
