import { useMemo, useState } from 'react';
import { useFiltres } from '@/lib/filtres';
import { useArgentEnAttente } from '@/offline/etat';
import { useApresSync } from '@/offline/suite';
import {
  applyPending,
  type ColisGuichet,
  isPayable,
  isReleasable,
  isSelectable,
} from './colis-guichet';
import { type Dossier, useDossiers, useRelire } from './queries';

const splitIds = (texte: string | undefined): string[] => (texte ? texte.split(',') : []);

export interface DossierOuvert {
  id: string;
  dossier: Dossier | undefined;
  erreur: Error | null;
  reessayer: () => void;
  colis: readonly ColisGuichet[];
}

/** Who is at the counter (in the address) and which cartons are ticked. */
export function useComptoir() {
  const [{ clients: texte, colis: voulus }, changer] = useFiltres(['clients', 'colis', 'corriger']);
  const clients = useMemo(() => splitIds(texte), [texte]);
  const [choix, setChoix] = useState<Readonly<Record<string, boolean>>>({});
  const attente = useArgentEnAttente();
  const requetes = useDossiers(clients);
  useApresSync(useRelire());

  const ouverts = clients.map((id, rang): DossierOuvert => {
    const requete = requetes[rang];
    return {
      id,
      dossier: requete?.data,
      erreur: requete?.error ?? null,
      reessayer: () => void requete?.refetch(),
      colis: applyPending(requete?.data?.colis ?? [], attente),
    };
  });

  const tous = ouverts.flatMap(({ colis }) => colis);
  const demandes = new Set(splitIds(voulus));
  const byDefault = (colis: ColisGuichet): boolean =>
    demandes.size > 0 ? demandes.has(colis.id) : true;
  const choisis = tous.filter(
    (colis) => isSelectable(colis) && (choix[colis.id] ?? byDefault(colis)),
  );

  function toggle(id: string): void {
    const avant = choisis.some((colis) => colis.id === id);
    setChoix((choix) => ({ ...choix, [id]: !avant }));
  }

  function open(clientId: string, ajouter: boolean): void {
    if (clients.includes(clientId)) return;
    if (!ajouter) setChoix({});
    changer({
      clients: ajouter ? [...clients, clientId].join(',') : clientId,
      colis: undefined,
      ...(ajouter ? {} : { corriger: undefined }),
    });
  }

  function close(clientId: string): void {
    const restants = clients.filter((id) => id !== clientId);
    changer({ clients: restants.join(','), colis: undefined, corriger: undefined });
  }

  function tick(colisId: string): void {
    setChoix((avant) => ({ ...avant, [colisId]: true }));
  }

  /** One hand-over is to one client: keeps that client's cartons ticked. */
  function keepOnly(clientId: string): void {
    setChoix(Object.fromEntries(tous.map((colis) => [colis.id, colis.client.id === clientId])));
  }

  function clear(): void {
    setChoix({});
    changer({ clients: undefined, colis: undefined, corriger: undefined });
  }

  return {
    ouverts,
    choisis,
    payables: choisis.filter(isPayable),
    aRemettre: choisis.filter(isReleasable),
    toggle,
    open,
    close,
    tick,
    keepOnly,
    clear,
  };
}
