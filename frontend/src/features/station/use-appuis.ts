import { useEffect, useMemo, useRef, useState } from 'react';
import { t } from '@/i18n';
import type { Etiquette } from '@/station/imprimante/etiquette';
import { announce } from './annonce';
import { type Brouillon, withPoids } from './brouillon';
import type { Etape } from './etape';
import { etapeOfManque, focusEtape } from './etapes';
import { configurePrinter, prepare } from './impression';
import { type Avis, screenContenu } from './matieres';
import { loadMemoire, Memoire } from './memoire';
import { isScaleLive, onPoids, posteGestes } from './poste';
import { cleVol, usePreferences } from './preferences';
import { useVolsOuverts } from './queries';
import { batterieOf, type Manque } from './saisies';

/** The flight this carton will be loaded into at once. */
export function useVolCourant(pays: string, mode: string) {
  const choisis = usePreferences(({ vols }) => vols);
  const ouverts = useVolsOuverts();
  const possibles = useMemo(
    () => ouverts.filter((vol) => vol.pays_destination === pays && vol.mode === mode),
    [ouverts, pays, mode],
  );
  const courant = possibles.find(({ id }) => id === choisis[cleVol(pays, mode)]) ?? null;
  return { possibles, courant };
}

/** Asks for a stop to be focused once the screen has been drawn with the new state. */
export function useCible() {
  const [cible, setCible] = useState<{ etape: Etape; suite: readonly Etape[] } | null>({
    etape: 'telephone',
    suite: [],
  });
  useEffect(() => {
    if (!cible) return;
    const essais = [cible.etape, ...cible.suite];
    essais.some((etape) => focusEtape(etape));
    setCible(null);
  }, [cible]);
  return (etape: Etape, suite: readonly Etape[] = []) => setCible({ etape, suite });
}

export function useMemoire(acteur: string): Memoire {
  const [memoire, setMemoire] = useState(() => new Memoire());
  useEffect(() => {
    let fini = false;
    loadMemoire(acteur)
      .then((lue) => {
        if (!fini) setMemoire(lue);
      })
      .catch(() => undefined);
    return () => {
      fini = true;
    };
  }, [acteur]);
  return memoire;
}

/** The scale's weight goes to the carton on the bench, once; the picture follows by itself. */
export function usePoidsPris(
  b: Brouillon,
  setB: React.Dispatch<React.SetStateAction<Brouillon>>,
): void {
  const courant = useRef(b);
  courant.current = b;
  useEffect(
    () =>
      onPoids((pris) => {
        if (courant.current.source_poids === 'balance' && courant.current.poids !== '') {
          announce('attention', t('station:dejaPese'));
          return;
        }
        setB((avant) => withPoids(avant, pris));
        const { camera, photoSeule } = usePreferences.getState();
        if (camera && photoSeule && courant.current.photos.length === 0) {
          void posteGestes().photographier();
        }
      }),
    [setB],
  );
}

/** Where hands go next: the first thing only they can give, else the button. */
export function nextStop(manques: readonly Manque[], inconnu: boolean): Etape {
  const premier = manques.find((manque) => manque !== 'poids' || !isScaleLive());
  return premier ? etapeOfManque(premier, inconnu) : 'valider';
}

/** What the words on the bench give away, battery included. */
export function useAvis(b: Brouillon): Avis {
  const { contenu, categorie } = b;
  const batterie = batterieOf(b);
  const cle = JSON.stringify([contenu, categorie, batterie === 'faux' ? null : batterie]);
  return useMemo(
    () => screenContenu(...(JSON.parse(cle) as Parameters<typeof screenContenu>)),
    [cle],
  );
}

/** The printer as the settings say, and the label drawn ahead while hands are on the carton. */
export function useImprimante(etiquette: Etiquette | null): void {
  const imprimante = usePreferences((etat) => etat.imprimante);
  const taille = usePreferences((etat) => etat.taille);
  useEffect(() => configurePrinter({ ...imprimante, taille }), [imprimante, taille]);
  const dessin = JSON.stringify(etiquette);
  useEffect(() => {
    if (dessin !== 'null') prepare(JSON.parse(dessin) as Etiquette);
  }, [dessin]);
}
