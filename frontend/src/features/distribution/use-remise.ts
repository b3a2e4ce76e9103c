import { useEffect, useState } from 'react';
import { formatCodeSuivi } from '@/lib/code-suivi';
import { ApiError } from '@/lib/problem';
import { useSession, useUtilisateur } from '@/lib/session';
import { uuid7 } from '@/lib/uuid7';
import { useSaisieEnCours } from '@/offline/saisie-en-cours';
import { act, isOnline } from './acte';
import { type ColisGuichet, sumDue } from './colis-guichet';
import { type Remise, useRelire } from './queries';
import { BROUILLON_REMISE, type BrouillonRemise, missingOf, payloadOf } from './remise';

/** What left, for the last word on the screen. */
export interface Remis {
  nombre: number;
  nom: string;
  /** False while it waits on the device. */
  envoye: boolean;
  op_id: string | null;
}

/** Follows the network: without it a one-time code proves nothing. */
export function useEnLigne(): boolean {
  const connectee = useSession(({ statut }) => statut === 'connectee');
  const [reseau, setReseau] = useState(navigator.onLine);
  useEffect(() => {
    const relire = (): void => setReseau(navigator.onLine);
    window.addEventListener('online', relire);
    window.addEventListener('offline', relire);
    return () => {
      window.removeEventListener('online', relire);
      window.removeEventListener('offline', relire);
    };
  }, []);
  return connectee && reseau;
}

interface Options {
  colis: readonly ColisGuichet[];
  onFait: (remis: Remis) => void;
}

const resumeOf = (colis: readonly ColisGuichet[]): string =>
  `${colis[0]?.client.nom ?? ''} · ${colis.map((un) => formatCodeSuivi(un.code_suivi)).join(', ')}`.slice(
    0,
    160,
  );

/** One hand-over being made: its draft, what is missing, and the act. */
export function useRemise({ colis, onFait }: Options) {
  const { pays } = useUtilisateur();
  const enLigne = useEnLigne();
  const [brouillon, setBrouillon] = useState<BrouillonRemise>(() => ({
    ...BROUILLON_REMISE,
    type: isOnline() ? 'code' : 'piece',
  }));
  const [photos, setPhotos] = useState<readonly Blob[]>([]);
  const [id, setId] = useState(uuid7);
  const [erreur, setErreur] = useState<unknown>(null);
  const [occupe, setOccupe] = useState(false);
  const relire = useRelire();
  const clients = new Set(colis.map(({ client }) => client.id)).size;
  const solde = sumDue(colis);
  const manques = missingOf(brouillon, { colis: colis.length, clients, solde, enLigne });
  useSaisieEnCours(occupe || brouillon.code !== '' || brouillon.signature !== null);

  const change = (avec: Partial<BrouillonRemise>): void => {
    setErreur(null);
    setBrouillon((avant) => ({ ...avant, ...avec }));
  };

  async function release(): Promise<void> {
    const colis_ids = colis.map((un) => un.id);
    const survenu_le = new Date().toISOString();
    const issue = await act<Remise>({
      chemin: '/remises',
      gardable: brouillon.type !== 'code',
      saisie: {
        type: 'remise.effectuer',
        entity_id: id,
        payload: payloadOf(brouillon, { id, colis_ids, survenu_le, pays: pays ?? '', solde }),
        photos,
        photos_colis_id: colis_ids[0] ?? '',
        codes: colis.map(({ code_suivi }) => code_suivi),
        resume: resumeOf(colis),
      },
    });
    const envoye = issue.genre === 'fait';
    onFait({
      nombre: colis.length,
      nom: colis[0]?.client.nom ?? '',
      envoye,
      op_id: issue.genre === 'garde' ? issue.op_id : null,
    });
  }

  async function submit(): Promise<void> {
    if (occupe || manques.length > 0) return;
    setOccupe(true);
    setErreur(null);
    try {
      await release();
      relire();
    } catch (cause) {
      setErreur(cause);
      // Refused means not done: what is tried next is another hand-over. Without an answer it
      // stays the same one, so that it cannot be made twice.
      if (cause instanceof ApiError && cause.status < 500) setId(uuid7());
    } finally {
      setOccupe(false);
    }
  }

  return { brouillon, change, photos, setPhotos, manques, solde, erreur, occupe, enLigne, submit };
}
