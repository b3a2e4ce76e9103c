import { useCallback, useEffect, useRef, useState } from 'react';
import type { MaterielError } from '../erreurs';
import type { EtatLien } from '../lien/lien';
import { DouchetteDirecte, type ReglageDouchette } from './directe';
import { deliver } from './ecoute';

interface EtatDouchette {
  etat: EtatLien;
  erreur: MaterielError | null;
}

const SANS: EtatDouchette = { etat: 'absente', erreur: null };

/**
 * Keeps a serial or HID scanner open; what it reads goes where `useDouchette` listens. Null: the
 * scanner types like a keyboard, or there is none.
 */
export function useDouchetteDirecte(
  reglage: ReglageDouchette | null,
): EtatDouchette & { choisir(): Promise<void> } {
  const [etat, setEtat] = useState<EtatDouchette>(SANS);
  const douchette = useRef<DouchetteDirecte | null>(null);
  const cle = JSON.stringify(reglage);

  useEffect(() => {
    const voulu = JSON.parse(cle) as ReglageDouchette | null;
    if (!voulu) {
      setEtat(SANS);
      return undefined;
    }
    const ouverte = new DouchetteDirecte(voulu, {
      onTexte: (texte) => deliver(texte),
      onEtat: (neuf, erreur) => setEtat({ etat: neuf, erreur }),
    });
    douchette.current = ouverte;
    void ouverte.reconnect();
    return () => {
      douchette.current = null;
      void ouverte.close();
    };
  }, [cle]);

  const choisir = useCallback(async () => douchette.current?.choose(), []);
  return { ...etat, choisir };
}
