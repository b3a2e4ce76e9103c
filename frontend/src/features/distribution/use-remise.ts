import { useEffect, useState } from 'react';
import { t } from '@/i18n';
import { formatCodeSuivi } from '@/lib/code-suivi';
import { ApiError, NetworkError } from '@/lib/problem';
import { useSession, useUtilisateur } from '@/lib/session';
import { isAway } from '@/offline/lecture';
import { useSaisieEnCours } from '@/offline/saisie-en-cours';
import { toast } from '@/ui/toast';
import { act, type Issue, isOnline } from './acte';
import { type ColisGuichet, sumDue } from './colis-guichet';
import { useIdentite } from './identite';
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

/** What left, as the server has it when an earlier try made it. */
function doneOf(issue: Issue<Remise>, colis: readonly ColisGuichet[]): Remis {
  const saisi = { nombre: colis.length, nom: colis[0]?.client.nom ?? '' };
  if (issue.genre === 'garde') return { ...saisi, envoye: false, op_id: issue.op_id };
  const { valeur, deja } = issue;
  const faite = deja ? { nombre: valeur.colis.length, nom: valeur.client_nom } : saisi;
  return { ...faite, envoye: true, op_id: null };
}

/** One hand-over being made: its draft, what is missing, and the act. */
export function useRemise({ colis, onFait }: Options) {
  const { pays } = useUtilisateur();
  const connecte = useEnLigne();
  const [brouillon, setBrouillon] = useState<BrouillonRemise>(() => ({
    ...BROUILLON_REMISE,
    type: isOnline() ? 'code' : 'piece',
  }));
  const [photos, setPhotos] = useState<readonly Blob[]>([]);
  /** The server stays silent: what can be kept is proved as it is without a network. */
  const [muet, setMuet] = useState(false);
  const [erreur, setErreur] = useState<unknown>(null);
  const [occupe, setOccupe] = useState(false);
  const identite = useIdentite(colis[0]?.client.id ?? '');
  const relire = useRelire();
  const enLigne = connecte && !(muet && brouillon.type !== 'code');
  const clients = new Set(colis.map(({ client }) => client.id)).size;
  const solde = sumDue(colis);
  const situation = { colis: colis.length, clients, solde, photos: photos.length };
  const manques = missingOf(brouillon, { ...situation, enLigne });
  useSaisieEnCours(occupe || brouillon.code !== '' || brouillon.signature !== null);

  const change = (avec: Partial<BrouillonRemise>): void => {
    setErreur(null);
    setBrouillon((avant) => ({ ...avant, ...avec }));
  };

  /** Nobody checked the act: it is kept only with the proof that stands by itself. */
  function requireProof(): void {
    if (missingOf(brouillon, { ...situation, enLigne: false }).length === 0) return;
    setMuet(true);
    throw new NetworkError();
  }

  async function release(): Promise<void> {
    const colis_ids = colis.map((un) => un.id);
    const moi = identite.take();
    const issue = await act<Remise>({
      chemin: '/remises',
      gardable: brouillon.type !== 'code',
      onDoute: identite.doubt,
      beforeKept: requireProof,
      saisie: {
        type: 'remise.effectuer',
        entity_id: moi.id,
        payload: payloadOf(brouillon, { ...moi, colis_ids, pays: pays ?? '', solde }),
        photos,
        photos_colis_id: colis_ids[0] ?? '',
        codes: colis.map(({ code_suivi }) => code_suivi),
        resume: resumeOf(colis),
      },
    });
    identite.renew();
    if (issue.genre === 'fait' && issue.deja) toast('info', t('distribution:remettre.deja'));
    onFait(doneOf(issue, colis));
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
      identite.release();
      if (cause instanceof ApiError && !isAway(cause)) setMuet(false);
    } finally {
      setOccupe(false);
    }
  }

  return { brouillon, change, photos, setPhotos, manques, solde, erreur, occupe, enLigne, submit };
}
