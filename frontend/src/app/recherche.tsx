import type { ReactNode } from 'react';
import { formatCodeSuivi } from '@/lib/code-suivi';
import type { Argent as ArgentApi } from '@/lib/format';
import { http } from '@/lib/http';
import { formatAwb } from '@/lib/references';
import { formatTelephone } from '@/lib/telephone';
import { BadgeColis, BadgeVol } from '@/ui/badge';
import { Argent } from '@/ui/format';

export type Groupe = 'colis' | 'clients' | 'vols' | 'recus';

/** GET /recherche: at most eight of each kind. */
export interface Recherche {
  colis: { id: string; code_suivi: string; statut: string; destinataire: string }[];
  clients: { id: string; nom: string; telephone: string }[];
  vols: { id: string; numero: string | null; lta: string | null; statut: string }[];
  recus: { id: string; recu: string; montant: ArgentApi }[];
}

export const fetchRecherche = (q: string, signal?: AbortSignal): Promise<Recherche> =>
  http.get<Recherche>('/recherche', { q }, signal);

export interface Trouve {
  cle: string;
  genre: Groupe;
  titre: ReactNode;
  detail: ReactNode;
  to: string;
}

const colisRow = ({
  id,
  code_suivi,
  statut,
  destinataire,
}: Recherche['colis'][number]): Trouve => ({
  cle: id,
  genre: 'colis',
  titre: (
    <>
      <span className="chiffres font-medium">{formatCodeSuivi(code_suivi)}</span> {destinataire}
    </>
  ),
  detail: <BadgeColis etat={statut} />,
  to: `/colis/${id}`,
});

const clientRow = ({ id, nom, telephone }: Recherche['clients'][number]): Trouve => ({
  cle: id,
  genre: 'clients',
  titre: nom,
  detail: <span className="chiffres">{formatTelephone(telephone)}</span>,
  to: `/clients/${id}`,
});

const volRow = ({ id, numero, lta, statut }: Recherche['vols'][number]): Trouve => ({
  cle: id,
  genre: 'vols',
  titre: (
    <span className="chiffres">
      {[numero, lta ? formatAwb(lta) : null].filter(Boolean).join(' · ') || id.slice(-6)}
    </span>
  ),
  detail: <BadgeVol etat={statut} />,
  to: `/vols/${id}`,
});

const recuRow = ({ id, recu, montant }: Recherche['recus'][number]): Trouve => ({
  cle: id,
  genre: 'recus',
  titre: <span className="chiffres">{recu}</span>,
  detail: <Argent valeur={montant} />,
  to: `/encaissements/${id}`,
});

export function rowsOf({ colis, clients, vols, recus }: Recherche): Trouve[] {
  return [
    ...colis.map(colisRow),
    ...clients.map(clientRow),
    ...vols.map(volRow),
    ...recus.map(recuRow),
  ];
}
