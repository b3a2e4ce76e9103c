import { useState } from 'react';
import { formatArgent } from '@/lib/format';
import { ApiError } from '@/lib/problem';
import { uuid7 } from '@/lib/uuid7';
import { useSaisieEnCours } from '@/offline/saisie-en-cours';
import { act } from './acte';
import type { ColisGuichet } from './colis-guichet';
import { BROUILLON, type Brouillon, type Calcul, compute, payloadOf } from './encaissement';
import { type Encaissement, useRelire } from './queries';

/** A payment made at this counter; without a number while it waits to be sent. */
export interface Recu {
  id: string;
  numero: string | null;
  /** The device's own act, when it had to be kept. */
  op_id: string | null;
  /** The device's own number: its leased series and its counter. */
  provisoire: string;
  payeur: string;
  le: string;
  montant: { montant: number; devise: string };
  moyen: string;
}

interface Options {
  payables: readonly ColisGuichet[];
  payeur: { id: string; nom: string };
  credit: number;
  onFait: (recu: Recu) => void;
}

/** One payment being taken: its draft, its figures, and the act. */
export function useEncaissement({ payables, payeur, credit, onFait }: Options) {
  const [brouillon, setBrouillon] = useState<Brouillon>(BROUILLON);
  const [id, setId] = useState(uuid7);
  const [erreur, setErreur] = useState<unknown>(null);
  const [occupe, setOccupe] = useState(false);
  const relire = useRelire();
  const calcul = compute(brouillon, payables, credit);
  useSaisieEnCours(occupe || brouillon.somme !== null || brouillon.reference !== '');

  const change = (avec: Partial<Brouillon>): void => {
    setErreur(null);
    setBrouillon((avant) => ({ ...avant, ...avec }));
  };

  async function pay({ montant, devise }: Calcul): Promise<void> {
    const corps = payloadOf(brouillon, calcul, {
      id,
      client_id: payeur.id,
      survenu_le: new Date().toISOString(),
    });
    const argent = { montant: montant ?? 0, devise };
    const issue = await act<Encaissement>({
      chemin: '/encaissements',
      saisie: {
        type: 'encaissement.enregistrer',
        entity_id: id,
        payload: corps,
        resume: `${formatArgent(argent)} · ${payeur.nom}`,
      },
    });
    onFait({
      id,
      numero: issue.genre === 'fait' ? issue.valeur.recu_numero : null,
      op_id: issue.genre === 'garde' ? issue.op_id : null,
      provisoire: issue.genre === 'garde' ? (issue.recu_provisoire ?? '') : '',
      payeur: payeur.nom,
      le: corps.survenu_le as string,
      montant: argent,
      moyen: brouillon.moyen,
    });
  }

  async function submit(): Promise<void> {
    if (occupe || calcul.manques.length > 0) return;
    setOccupe(true);
    setErreur(null);
    try {
      await pay(calcul);
      setBrouillon(BROUILLON);
      setId(uuid7());
      // The next amount follows what is due now, not what was due before this payment.
      await relire();
    } catch (cause) {
      setErreur(cause);
      // Refused means not done: what is tried next is another payment.
      if (cause instanceof ApiError && cause.status < 500) setId(uuid7());
    } finally {
      setOccupe(false);
    }
  }

  return { brouillon, change, calcul, erreur, occupe, submit };
}
