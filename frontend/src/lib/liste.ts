import { type InfiniteData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { http, type Params } from './http';

/** Every list of the API. */
export interface Page<T> {
  items: T[];
  suivant: string | null;
}

/**
 * A cursor-paginated list: `items` so far, `charger()` for the next page. The filters are part of
 * the key, so they may come straight from the URL.
 */
export function useListe<T>(
  cle: QueryKey,
  chemin: string,
  filtres: Params = {},
  options: { limite?: number; enabled?: boolean; refetchInterval?: number } = {},
) {
  const { limite = 50, enabled = true, refetchInterval } = options;
  const requete = useInfiniteQuery<
    Page<T>,
    Error,
    InfiniteData<Page<T>, string | null>,
    QueryKey,
    string | null
  >({
    queryKey: [...cle, filtres],
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<T>>(chemin, { ...filtres, limite, curseur: pageParam }, signal),
    initialPageParam: null,
    getNextPageParam: (derniere) => derniere.suivant,
    enabled,
    refetchInterval,
  });
  const items = useMemo(
    () => requete.data?.pages.flatMap((page) => page.items) ?? [],
    [requete.data],
  );
  return {
    items,
    chargement: requete.isPending && enabled,
    erreur: requete.error,
    reste: requete.hasNextPage,
    chargeLaSuite: requete.isFetchingNextPage,
    charger: () => void requete.fetchNextPage(),
    reessayer: () => void requete.refetch(),
  };
}
