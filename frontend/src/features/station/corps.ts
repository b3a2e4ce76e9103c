import type { Brouillon, ClientChoisi } from './brouillon';
import type { Batterie } from './matieres';
import {
  asksPieces,
  batterieOf,
  clientOf,
  type Dimensions,
  dimensionsOf,
  negocieOf,
  type PrixNegocie,
  piecesOf,
  poidsOf,
  volumeOf,
} from './saisies';

/** What the price depends on, and nothing else. */
export interface CorpsDevis {
  client: ClientChoisi;
  pays_destination: string;
  mode: string;
  categorie: string;
  contenu: string;
  poids_g: number;
  source_poids: 'balance' | 'manuel';
  dimensions_mm?: Dimensions;
  volume_cm3?: number;
  nombre_pieces?: number;
  prix_negocie?: PrixNegocie;
  vol_id?: string;
}

/** The carton's optional measures, those that can be read. */
function measuresOf(b: Brouillon): Partial<CorpsDevis> {
  const dimensions = dimensionsOf(b);
  const volume = volumeOf(b);
  const pieces = piecesOf(b);
  const negocie = negocieOf(b);
  return {
    ...(Array.isArray(dimensions) ? { dimensions_mm: dimensions } : {}),
    ...(typeof volume === 'number' ? { volume_cm3: volume } : {}),
    ...(pieces === null ? {} : { nombre_pieces: pieces }),
    ...(negocie === null || negocie === 'faux' ? {} : { prix_negocie: negocie }),
  };
}

/** The body of POST /colis/devis, once client and weight are known. */
export function devisOf(b: Brouillon, vol_id: string | null): CorpsDevis | null {
  const client = clientOf(b);
  const poids_g = poidsOf(b);
  if (client === null || poids_g === null) return null;
  if (asksPieces(b) && piecesOf(b) === null) return null;
  return {
    client,
    pays_destination: client.pays,
    mode: b.mode,
    categorie: b.categorie,
    // Words do not change the price: typing them must not ask for it again.
    contenu: '—',
    poids_g,
    source_poids: b.source_poids,
    ...measuresOf(b),
    ...(vol_id === null ? {} : { vol_id }),
  };
}

function batteryOf(b: Brouillon): { batterie: Batterie } | Record<string, never> {
  const batterie = batterieOf(b);
  return batterie === null || batterie === 'faux' ? {} : { batterie };
}

/** The operation's payload: the body of POST /colis with the device's own id and code. */
export function payloadOf(
  b: Brouillon,
  corps: CorpsDevis,
  valeur: { montant: number; devise: string } | null,
  maintenant: Date,
): Record<string, unknown> {
  return {
    ...corps,
    id: b.id,
    code_suivi: b.code_suivi,
    contenu: b.contenu.trim(),
    envoi_id: b.envoi_id,
    rang: b.rang,
    total: b.total,
    survenu_le: maintenant.toISOString(),
    ...(b.source_poids === 'balance' && b.trame !== '' ? { trame_balance: b.trame } : {}),
    ...batteryOf(b),
    ...(valeur ? { valeur_declaree: valeur } : {}),
    ...(b.references.length > 0 ? { references_externes: [...b.references] } : {}),
  };
}
