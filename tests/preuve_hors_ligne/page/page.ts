/**
 * The proof's own page: the offline floor of the app, started as src/app/main.tsx starts it, and
 * its capture() called with what the screens give it. Built for the proof only.
 */
import { arm, crossed, disarm } from './points';
import { onSessionLost } from '@/lib/http';
import { currentUser, expireSession, logIn, resumeSession, useSession } from '@/lib/session';
import { uuid7 } from '@/lib/uuid7';
import { database, readMeta, writeMeta } from '@/offline/db';
import { rememberIdentity } from '@/offline/identite';
import { capture, type Saisie } from '@/offline/outbox';
import { startSync, syncNow, useSync } from '@/offline/sync';

/** A capture as the driver writes it: photos in base64, a rank to recognise it by. */
interface Demande extends Omit<Saisie, 'photos'> {
  rang: number;
  images?: string[];
  /** Ranks of captures of this device this one depends on. */
  apres?: number[];
}

declare global {
  interface Window {
    accuser: (recu: unknown) => Promise<void>;
    preuve: typeof preuve;
  }
}

const parRang = new Map<number, string>();

function blobOf(base64: string): Blob {
  const octets = Uint8Array.from(atob(base64), (lettre) => lettre.charCodeAt(0));
  return new Blob([octets], { type: 'image/jpeg' });
}

/** What a person would have seen: "Enregistré" with its op, or why not. */
async function saisir({ rang, images, apres, ...saisie }: Demande): Promise<unknown> {
  const parents = (apres ?? []).flatMap((autre) => parRang.get(autre) ?? []);
  let recu: Record<string, unknown>;
  try {
    const faite = await capture({
      ...saisie,
      depends_on: parents,
      photos: (images ?? []).map(blobOf),
    });
    parRang.set(rang, faite.op_id);
    recu = { rang, etat: 'acquise', ...faite };
  } catch (erreur) {
    const nom = erreur instanceof Error ? `${erreur.name}: ${erreur.message}` : String(erreur);
    recu = { rang, etat: 'refusee', erreur: nom };
  }
  // Not awaited: the message leaves in order, even when the tab dies at the next instant.
  void window.accuser(recu);
  return recu;
}

const preuve = {
  arm,
  disarm,
  crossed,
  saisir,
  envoyer: (force: boolean): Promise<void> => syncNow(force),
  connecter: (identifiant: string, mot_de_passe: string): Promise<void> =>
    logIn({ identifiant, mot_de_passe }),
  reprendre: (): Promise<void> => resumeSession(),
  ids: (nombre: number): string[] => Array.from({ length: nombre }, () => uuid7()),
  connaitre: (paires: [number, string][]): void => {
    for (const [rang, op_id] of paires) parRang.set(rang, op_id);
  },
  etat: () => ({
    statut: useSession.getState().statut,
    acteur: currentUser()?.id ?? null,
    pause: useSync.getState().pause,
    enCours: useSync.getState().enCours,
  }),
  /** Which database this is: another one, after the browser threw the first away. */
  base: () => readMeta<string>('preuve'),
  /** What still waits, whoever captured it. */
  restes: async () => {
    const base = await database();
    const [attente, blobs] = await Promise.all([base.getAll('attente'), base.getAll('blobs')]);
    const { pause, enCours } = useSync.getState();
    return {
      attente: attente.map(({ op_id, type, essais, pas_avant }) => ({
        op_id,
        type,
        essais,
        dans_ms: pas_avant - Date.now(),
      })),
      // Those of a refused act stay for whoever corrects it.
      blobs: blobs.filter(({ televerse }) => televerse !== 2).length,
      montees: blobs.filter(({ televerse }) => televerse === 1).length,
      pause,
      enCours,
    };
  },
  bilan: async () => {
    const base = await database();
    const [ops, resultats] = await Promise.all([base.getAll('ops'), base.getAll('resultats')]);
    return {
      ops: ops.map(({ enveloppe }) => enveloppe),
      resultats: resultats.map(({ op_id, status, problem, a_revoir }) => ({
        op_id,
        status,
        code: problem?.code ?? null,
        detail: problem?.detail ?? null,
        a_revoir,
      })),
    };
  },
};
window.preuve = preuve;

async function start(): Promise<void> {
  rememberIdentity();
  onSessionLost(expireSession);
  document.title = 'session';
  await resumeSession();
  document.title = 'base';
  if ((await preuve.base()) === undefined) await writeMeta('preuve', uuid7());
  startSync();
  document.title = 'prêt';
}

void start();
