/** One act of the journal, and how its before and after are laid side by side. */

export interface Entree {
  id: string;
  pays: string;
  acteur_id: string;
  acteur: string;
  acteur_role: string;
  action: string;
  sujet_type: string;
  sujet_id: string;
  avant: Record<string, unknown> | null;
  apres: Record<string, unknown> | null;
  motif: string;
  requete_id: string;
  appareil_id: string | null;
  survenu_le: string;
  enregistre_le: string;
}

export const FAMILLES = [
  'colis',
  'vol',
  'pointage',
  'rangement',
  'remise',
  'encaissement',
  'caisse',
  'client',
  'tarif',
  'reference',
  'reglage',
  'utilisateur',
  'session',
  'mot_de_passe',
  'notification',
  'rapport',
  'photo',
  'etiquette',
  'visa',
  'compte',
  'appareil',
  'quarantaine',
  'audit',
] as const;

export interface LigneDiff {
  champ: string;
  avant: unknown;
  apres: unknown;
  change: boolean;
}

/** Every field either side names, changed ones first; the currency only words the amounts. */
export function diffOf({ avant, apres }: Pick<Entree, 'avant' | 'apres'>): LigneDiff[] {
  const champs = [...new Set([...Object.keys(avant ?? {}), ...Object.keys(apres ?? {})])];
  return champs
    .filter((champ) => champ !== 'devise')
    .map((champ) => ({
      champ,
      avant: avant?.[champ],
      apres: apres?.[champ],
      change: JSON.stringify(avant?.[champ]) !== JSON.stringify(apres?.[champ]),
    }))
    .sort((a, b) => Number(b.change) - Number(a.change));
}

const PAGES: Readonly<Record<string, (id: string) => string>> = {
  colis: (id) => `/colis/${id}`,
  vol: (id) => `/vols/${id}`,
  client: (id) => `/clients/${id}`,
  encaissement: (id) => `/encaissements/${id}`,
  utilisateur: (id) => `/utilisateurs?membre=${id}`,
  notification: (id) => `/messages?message=${id}`,
};

/** Where the thing it is about is shown, when it has a page. */
export const lienDuSujet = ({ sujet_type, sujet_id }: Entree): string | undefined =>
  sujet_id === '' ? undefined : PAGES[sujet_type]?.(sujet_id);
