import { type Langue, useLangue } from '@/lib/langue';
import type { Page } from '@/lib/liste';
import { useLecture } from './lecture';

interface PaysApi {
  code: string;
  nom: string;
  nom_en: string;
  nom_zh: string;
  devise: string;
  fuseau: string;
  indicatif: string;
  origine: boolean;
}

export interface Destination {
  code: string;
  nom: string;
  devise: string;
  fuseau: string;
}

const nomDe = (pays: PaysApi, langue: Langue): string =>
  ({ fr: pays.nom, en: pays.nom_en, zh: pays.nom_zh })[langue];

/** Countries cartons are sent to, in the reader's language; a new one is data, not code. */
export function useDestinations(): readonly Destination[] {
  const langue = useLangue((etat) => etat.langue);
  const { data } = useLecture<Page<PaysApi>>(['pays'], '/pays');
  return (data?.valeur.items ?? [])
    .filter(({ origine }) => !origine)
    .map((pays) => ({
      code: pays.code,
      nom: nomDe(pays, langue),
      devise: pays.devise,
      fuseau: pays.fuseau,
    }));
}
