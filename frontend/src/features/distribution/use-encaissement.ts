import { useState } from 'react';
import { t } from '@/i18n';
import { formatArgent } from '@/lib/format';
import type { OpGardee } from '@/offline/db';
import { useSaisieEnCours } from '@/offline/saisie-en-cours';
import { toast } from '@/ui/toast';
import { act, type Issue } from './acte';
import type { ColisGuichet } from './colis-guichet';
import { BROUILLON, type Brouillon, type Calcul, compute, payloadOf } from './encaissement';
import { type Identite, useIdentite } from './identite';
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
  /** The refused payment of this payer that this one corrects. */
  corrige?: OpGardee | undefined;
  onFait: (recu: Recu) => void;
}

/** The same money, told again: when it was taken and the number the payer holds do not change. */
function keptOf(corrige: OpGardee | undefined): Record<string, unknown> {
  const { survenu_le, recu_provisoire } = corrige?.enveloppe.payload ?? {};
  return {
    ...(survenu_le === undefined ? {} : { survenu_le }),
    ...(recu_provisoire === undefined ? {} : { recu_provisoire }),
  };
}

/** What the server has of it; or what the device wrote down. */
function receiptOf(issue: Issue<Encaissement>, saisi: Recu): Recu {
  if (issue.genre === 'garde') {
    return { ...saisi, op_id: issue.op_id, provisoire: issue.recu_provisoire ?? '' };
  }
  const { recu_numero: numero, montant, moyen } = issue.valeur;
  return issue.deja ? { ...saisi, numero, montant, moyen } : { ...saisi, numero };
}

/** One payment being taken: its draft, its figures, and the act. */
export function useEncaissement({ payables, payeur, credit, corrige, onFait }: Options) {
  const [brouillon, setBrouillon] = useState<Brouillon>(BROUILLON);
  const [erreur, setErreur] = useState<unknown>(null);
  const [occupe, setOccupe] = useState(false);
  const identite = useIdentite(payeur.id);
  const relire = useRelire();
  const calcul = compute(brouillon, payables, credit);
  useSaisieEnCours(occupe || brouillon.somme !== null || brouillon.reference !== '');

  const change = (avec: Partial<Brouillon>): void => {
    setErreur(null);
    setBrouillon((avant) => ({ ...avant, ...avec }));
  };

  function pay({ montant, devise }: Calcul, { id, survenu_le }: Identite) {
    const argent = { montant: montant ?? 0, devise };
    const corps = payloadOf(brouillon, calcul, { id, client_id: payeur.id, survenu_le });
    return act<Encaissement>({
      chemin: '/encaissements',
      onDoute: identite.doubt,
      saisie: {
        type: 'encaissement.enregistrer',
        entity_id: id,
        payload: { ...corps, ...keptOf(corrige) },
        resume: `${formatArgent(argent)} · ${payeur.nom}`,
        ...(corrige ? { remplace: corrige.op_id } : {}),
      },
    });
  }

  async function take(): Promise<void> {
    const moi = identite.take();
    const issue = await pay(calcul, moi);
    if (issue.genre === 'fait' && issue.deja) toast('info', t('distribution:payer.deja'));
    const saisi: Recu = {
      id: moi.id,
      numero: null,
      op_id: null,
      provisoire: '',
      payeur: payeur.nom,
      le: moi.survenu_le,
      montant: { montant: calcul.montant ?? 0, devise: calcul.devise },
      moyen: brouillon.moyen,
    };
    onFait(receiptOf(issue, saisi));
  }

  async function submit(): Promise<void> {
    if (occupe || calcul.manques.length > 0) return;
    setOccupe(true);
    setErreur(null);
    try {
      await take();
      setBrouillon(BROUILLON);
      identite.renew();
      // The next amount follows what is due now, not what was due before this payment.
      await relire();
    } catch (cause) {
      setErreur(cause);
      identite.release();
    } finally {
      setOccupe(false);
    }
  }

  return { brouillon, change, calcul, erreur, occupe, submit };
}
