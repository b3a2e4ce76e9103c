import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Argent } from '@/lib/format';
import { http } from '@/lib/http';
import type { Page } from '@/lib/liste';
import { NetworkError } from '@/lib/problem';
import type { Destination } from '@/offline/destinations';
import { fetchOrKept, useLecture } from '@/offline/lecture';
import type { ClientChoisi } from './brouillon';
import type { CorpsDevis } from './corps';
import { chiffresOf } from './saisies';

export interface ClientTrouve extends ClientChoisi {
  id: string;
}

export interface LigneDevis {
  code: string;
  montant: Argent;
  unite: string | null;
  quantite: number | null;
  prix_unitaire: number | null;
}

export interface Devis {
  prix: Argent;
  poids_volumetrique_g: number | null;
  poids_taxable_g: number;
  lignes: LigneDevis[];
  /** How far an agent may negotiate; null for who is free to. */
  bande_pct?: number | null;
}

export interface Tarif {
  id: string;
  pays_destination: string;
  mode: string;
  categorie: string;
  unite: 'kg' | 'piece' | 'm3';
  prix: Argent;
  minimum: Argent;
  diviseur: number | null;
  pas_g: number;
  paliers: { seuil: number; prix: number }[];
  client_id: string | null;
  vol_id: string | null;
  debut_le: string;
  fin_le: string | null;
}

export interface VolOuvert {
  id: string;
  numero: string;
  pays_destination: string;
  mode: string;
  remplissage: { colis: number; poids_g: number; capacite_g: number | null };
}

const SERVIS = ['ML', 'CI'];

/** Countries a carton may go to; those of the house until the list has once been read. */
export const servedOf = (destinations: readonly Destination[]): readonly string[] =>
  destinations.length > 0 ? destinations.map(({ code }) => code) : SERVIS;

/** The value once it has been still for `ms`. */
export function useStill<T>(valeur: T, ms: number): T {
  const [calme, setCalme] = useState(valeur);
  useEffect(() => {
    const minuterie = setTimeout(() => setCalme(valeur), ms);
    return () => clearTimeout(minuterie);
  }, [valeur, ms]);
  return calme;
}

/** The server searches from here on. */
export const CHIFFRES_MIN = 8;

export interface RechercheClient {
  /** The typed digits have an answer, or nobody can give one now. */
  pret: boolean;
  clients: readonly ClientTrouve[];
  /** Without a network, and never looked up on this device. */
  horsLigne: boolean;
  erreur: Error | null;
}

/** Clients by phone, from the eighth digit; a number once found is found again offline. */
export function useClientsParTelephone(saisie: string, actif: boolean): RechercheClient {
  const chiffres = chiffresOf(saisie);
  const calmes = useStill(chiffres, 150);
  const assez = actif && calmes.length >= CHIFFRES_MIN;
  const { data, error } = useQuery({
    queryKey: ['clients', 'telephone', calmes],
    queryFn: ({ signal }) => fetchOrKept<Page<ClientTrouve>>('/clients', { q: calmes }, signal),
    enabled: assez,
    retry: false,
    staleTime: 60_000,
  });
  const horsLigne = error instanceof NetworkError;
  return {
    // Once answered it stays so: asked again behind, it must not take a field away from the hands.
    pret: assez && calmes === chiffres && (data !== undefined || error !== null),
    clients: assez ? (data?.valeur.items ?? []) : [],
    horsLigne,
    erreur: horsLigne ? null : error,
  };
}

/** The server's price for this very carton; `exact` only when it answers the present body. */
export function useDevis(corps: CorpsDevis | null) {
  const cle = corps === null ? '' : JSON.stringify(corps);
  const calme = useStill(cle, 200);
  const { data, error, isFetching } = useQuery({
    queryKey: ['devis', calme],
    queryFn: ({ signal: _ }) => http.post<Devis>('/colis/devis', JSON.parse(calme)),
    enabled: calme !== '',
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 30_000,
  });
  const frais = calme === cle && cle !== '' && !isFetching;
  return {
    devis: frais && !error ? (data ?? null) : null,
    ancien: data ?? null,
    erreur: frais ? error : null,
  };
}

/** Prices in force, kept on the device for the offline estimate. */
export function useTarifs(): readonly Tarif[] {
  const { data } = useLecture<Page<Tarif>>(['tarifs', 'station'], '/tarifs', {
    en_vigueur: true,
    limite: 200,
  });
  return data?.valeur.items ?? [];
}

/** Flights that take cartons now. */
export function useVolsOuverts(): readonly VolOuvert[] {
  const { data } = useLecture<Page<VolOuvert>>(['vols', 'station'], '/vols', {
    statut: 'ouvert',
    limite: 50,
  });
  return data?.valeur.items ?? [];
}

export interface AgenceCourte {
  id: string;
  nom: string;
  pays: string;
  ville: string;
  actif?: boolean;
}

/** The agencies a bench may stand in. */
export function useAgences(pays: string | null): readonly AgenceCourte[] {
  const { data } = useLecture<Page<AgenceCourte>>(['agences'], '/agences', { limite: 200 });
  return (data?.valeur.items ?? []).filter(
    (agence) => agence.pays === pays && agence.actif !== false,
  );
}

/** The town printed largest on the label. */
export function useVilles(): Readonly<Record<string, string>> {
  const { data } = useLecture<Page<AgenceCourte>>(['agences'], '/agences', { limite: 200 });
  // Newest first: the last written, a country's first agency, is its main one.
  return Object.fromEntries((data?.valeur.items ?? []).map(({ pays, ville }) => [pays, ville]));
}
