import { useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { DEVISES, decimalesOf } from '@/lib/format';
import { formatTelephone } from '@/lib/telephone';
import { fileAway } from '@/offline/outbox';
import { type OpGardee, readRefused } from '@/offline/refusees';
import { type Brouillon, cmOf, kgOf, newBrouillon } from './brouillon';
import type { CorpsDevis } from './corps';
import type { Batterie } from './matieres';

/** What a refused intake holds: the body of POST /colis, as `payloadOf` wrote it. */
interface Enregistre extends CorpsDevis {
  id: string;
  code_suivi: string;
  envoi_id: string;
  rang: number;
  total: number;
  trame_balance?: string;
  batterie?: Batterie;
  valeur_declaree?: { montant: number; devise: string };
  references_externes?: string[];
}

const enUnites = (montant: number, devise: string): string => {
  const decimales = decimalesOf(devise);
  return (montant / 10 ** decimales).toFixed(decimales).replace('.', ',');
};

const sansZeros = (nombre: number, decimales: number): string =>
  nombre
    .toFixed(decimales)
    .replace(/\.?0+$/, '')
    .replace('.', ',');

function agreedOf({ prix_negocie, client }: Enregistre): Brouillon['negocie'] {
  if (!prix_negocie) return null;
  const { montant, unite, motif } = prix_negocie;
  return { prix: enUnites(montant, DEVISES[client.pays] ?? 'XOF'), unite, motif };
}

function measuresOf(p: Enregistre): Partial<Brouillon> {
  const [longueur, largeur, hauteur] = p.dimensions_mm ?? [];
  return {
    poids: kgOf(p.poids_g),
    source_poids: p.source_poids,
    trame: p.trame_balance ?? '',
    dimensions:
      longueur && largeur && hauteur
        ? [cmOf(longueur), cmOf(largeur), cmOf(hauteur)]
        : ['', '', ''],
    volume: p.volume_cm3 ? sansZeros(p.volume_cm3 / 1_000_000, 6) : '',
    pieces: p.nombre_pieces ? String(p.nombre_pieces) : '',
  };
}

/**
 * The carton as it was typed: same id, same printed code, everything open to be put right. The
 * client is typed again from the number, so that the list may know better.
 */
export function brouillonOf(payload: Readonly<Record<string, unknown>>): Brouillon {
  const p = payload as unknown as Enregistre;
  const { batterie, valeur_declaree: valeur } = p;
  return {
    ...newBrouillon(),
    id: p.id,
    code_suivi: p.code_suivi,
    envoi_id: p.envoi_id,
    rang: p.rang ?? 1,
    total: p.total ?? 1,
    telephone: formatTelephone(p.client?.telephone ?? ''),
    nom: p.client?.nom ?? '',
    pays: p.client?.pays ?? p.pays_destination,
    mode: p.mode,
    categorie: p.categorie,
    contenu: p.contenu,
    batterie: {
      mah: batterie ? String(batterie.mah) : '',
      volts: batterie ? sansZeros(batterie.mv / 1_000, 3) : '',
    },
    valeur: valeur ? enUnites(valeur.montant, valeur.devise) : '',
    negocie: agreedOf(p),
    references: p.references_externes ?? [],
    ...measuresOf(p),
  };
}

/** The refused intake the address names, brought to the bench once; null for ordinary work. */
export function useCorrection(onPret: (brouillon: Brouillon) => void) {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const demande = params.get('corriger');
  const [op, setOp] = useState<OpGardee | null>(null);
  const rappel = useRef(onPret);
  rappel.current = onPret;

  useEffect(() => {
    setOp(null);
    if (demande === null) return undefined;
    let fini = false;
    readRefused(demande)
      .then((lue) => {
        if (fini || lue?.enveloppe.type !== 'colis.enregistrer') return;
        setOp(lue);
        rappel.current(brouillonOf(lue.enveloppe.payload));
      })
      // Without storage nothing can be corrected; the bench works as ever.
      .catch(() => undefined);
    return () => {
      fini = true;
    };
  }, [demande]);

  const leave = (): void => void navigate('/envois');
  return {
    /** True from the address on, before the act is read: nothing else takes the bench meanwhile. */
    active: demande !== null,
    op,
    /** The act this carton corrects; undefined for any other carton. */
    remplace: ({ id }: Brouillon): string | undefined =>
      op?.enveloppe.entity_id === id ? op.op_id : undefined,
    leave,
    finish: async (op_id: string): Promise<void> => {
      await fileAway(op_id);
      leave();
    },
  };
}
