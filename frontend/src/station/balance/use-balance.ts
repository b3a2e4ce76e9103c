import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Balance, type EtatBalance } from './balance';
import { Pesage, type PoidsPris } from './pesage';
import type { ReglageBalance } from './protocoles';

const SANS: EtatBalance = { etat: 'absente', lecture: null, erreur: null };

export interface BalanceDuPoste extends EtatBalance {
  /** Asks which device it is; from a click or a key. Throws `MaterielError`. */
  choisir(): Promise<void>;
  reconnecter(): Promise<boolean>;
  /** The next carton wants the weight of the next load. */
  rearmer(): void;
  /** Takes the weight of what lies there again. */
  repeser(): void;
  /** No weight wanted: it was typed. */
  desarmer(): void;
  /** Asks for a weight where the scale only answers. */
  demander(): Promise<void>;
}

/** A scale repeats itself ten times a second: only what the eyes would see is drawn again. */
function sameToEyes(avant: EtatBalance, apres: EtatBalance): boolean {
  return (
    avant.etat === apres.etat &&
    avant.erreur === apres.erreur &&
    avant.lecture?.trame === apres.lecture?.trame &&
    avant.lecture?.motif === apres.lecture?.motif
  );
}

/**
 * The station's scale while the screen is open. `onPoids` is called once per load, with what the
 * carton keeps. Null setting: no scale here, weights are typed.
 */
export function useBalance(
  reglage: ReglageBalance | null,
  onPoids?: (poids: PoidsPris) => void,
): BalanceDuPoste {
  const [etat, setEtat] = useState<EtatBalance>(SANS);
  const rappel = useRef(onPoids);
  rappel.current = onPoids;
  const pesage = useMemo(() => new Pesage((poids) => rappel.current?.(poids)), []);
  const balance = useRef<Balance | null>(null);
  // A setting is a value: an equal one does not reopen the port.
  const cle = JSON.stringify(reglage);

  useEffect(() => {
    const voulu = JSON.parse(cle) as ReglageBalance | null;
    if (!voulu) {
      setEtat(SANS);
      return undefined;
    }
    const ouverte = new Balance(voulu);
    balance.current = ouverte;
    ouverte.subscribe((neuf) => {
      setEtat((avant) => (sameToEyes(avant, neuf) ? avant : neuf));
      if (neuf.lecture) pesage.read(neuf.lecture);
    });
    void ouverte.reconnect();
    return () => {
      balance.current = null;
      void ouverte.close();
    };
  }, [cle, pesage]);

  const choisir = useCallback(async () => balance.current?.choose(), []);
  const reconnecter = useCallback(async () => (await balance.current?.reconnect()) ?? false, []);
  const rearmer = useCallback(() => pesage.rearm(), [pesage]);
  const repeser = useCallback(() => pesage.reweigh(), [pesage]);
  const desarmer = useCallback(() => pesage.disarm(), [pesage]);
  const demander = useCallback(async () => balance.current?.request(), []);
  return { ...etat, choisir, reconnecter, rearmer, repeser, desarmer, demander };
}
