import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { matchCode } from '@/lib/fin-de-code';
import { uuid7 } from '@/lib/uuid7';
import { fileAway } from '@/offline/outbox';
import { useStockLocal } from '@/offline/stock-local';
import { settled, useApresSync } from '@/offline/suite';
import type { Lu } from '@/station/douchette/decode';
import { answer, type Reponse } from '@/station/sons';
import { explain } from '@/ui/error-text';
import { matchEmplacement, placeColis } from './placement';
import { type ColisTrouve, type Emplacement, findColis, useEmplacements } from './queries';

export type Verdict = 'range' | 'sansPlace' | 'inconnu' | 'ambigu' | 'refuse';

export interface Geste {
  cle: string;
  code: string;
  nom: string;
  place: string;
  verdict: Verdict;
  detail: string;
}

const GARDES = 40;
const PATIENCE_MS = 5_000;

/** The location's label first, then carton after carton; another location changes the shelf. */
export function useRangement() {
  const client = useQueryClient();
  const emplacements = useEmplacements();
  const stock = useStockLocal();
  const [place, setPlace] = useState<Emplacement | null>(null);
  const [gestes, setGestes] = useState<readonly Geste[]>([]);
  const [reponse, setReponse] = useState<Reponse | null>(null);
  const courant = useRef(place);

  useEffect(() => {
    if (reponse === null) return undefined;
    const minuterie = setTimeout(() => setReponse(null), 900);
    return () => clearTimeout(minuterie);
  }, [reponse]);

  useApresSync(() => {
    void client.invalidateQueries({ queryKey: ['stock'] });
  });

  const reply = useCallback((laquelle: Reponse) => {
    setReponse(laquelle);
    answer(laquelle);
  }, []);

  const choose = useCallback((choisi: Emplacement | null) => {
    courant.current = choisi;
    setPlace(choisi);
  }, []);

  const push = useCallback(
    (verdict: Verdict, avec: Partial<Geste>) => {
      const geste = { cle: uuid7(), code: '', nom: '', place: '', detail: '', ...avec, verdict };
      setGestes((avant) => [geste, ...avant].slice(0, GARDES));
      reply(verdict === 'range' ? 'ok' : verdict === 'sansPlace' ? 'attention' : 'refus');
    },
    [reply],
  );

  const put = useCallback(
    async (colis: ColisTrouve, sur: Emplacement) => {
      const op_id = await placeColis(colis, sur);
      push('range', { cle: op_id, code: colis.code_suivi, nom: colis.nom, place: sur.code });
      const resultat = await settled(op_id, PATIENCE_MS);
      if (resultat?.status !== 'rejected') return;
      const detail = resultat.problem?.detail ?? '';
      setGestes((avant) =>
        avant.map((un) => (un.cle === op_id ? { ...un, verdict: 'refuse', detail } : un)),
      );
      reply('refus');
      // Seen and heard by the person who scanned: nothing is left to repair.
      await fileAway(op_id);
    },
    [push, reply],
  );

  const find = useCallback(
    async (saisie: string): Promise<ColisTrouve | 'ambigu' | null> => {
      const trouves = matchCode(stock.data?.valeur ?? [], saisie);
      if (trouves.length > 1) return 'ambigu';
      const [local] = trouves;
      if (!local) return findColis(saisie);
      const { colis_id: id, code_suivi, destinataire_nom: nom } = local;
      return { id, code_suivi, nom };
    },
    [stock.data],
  );

  const read = useCallback(
    async (saisie: string) => {
      const nouvelle = matchEmplacement(emplacements, saisie);
      if (nouvelle) {
        choose(nouvelle);
        reply('ok');
        return;
      }
      const sur = courant.current;
      if (!sur) {
        push('sansPlace', { code: saisie });
        return;
      }
      try {
        const colis = await find(saisie);
        if (colis === 'ambigu') push('ambigu', { code: saisie });
        else if (colis) await put(colis, sur);
        else push('inconnu', { code: saisie });
      } catch (erreur) {
        push('refuse', { code: saisie, detail: explain(erreur).titre });
      }
    },
    [emplacements, choose, reply, push, find, put],
  );

  const onScan = useCallback(
    (lu: Lu) => {
      if (lu.genre !== 'commande') void read(lu.code);
    },
    [read],
  );

  return { emplacements, place, choose, gestes, reponse, read, onScan };
}
