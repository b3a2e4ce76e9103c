import { useEffect, useRef, useState } from 'react';
import { useFiltres } from '@/lib/filtres';
import { database, type OpGardee } from './db';
import { readRefused } from './refusees';
import type { TypeOperation } from './types';

export interface Refusee {
  op: OpGardee;
  /** Why, in the words the server gave. */
  raison: string;
}

async function read(op_id: string, type: TypeOperation): Promise<Refusee | null> {
  const op = await readRefused(op_id);
  if (op?.enveloppe.type !== type) return null;
  const problem = (await (await database()).get('resultats', op_id))?.problem;
  return { op, raison: problem?.detail || problem?.title || '' };
}

/**
 * The refused act the address names (`?corriger=`), while nobody has settled it: the screen that
 * captures it again shows it and names it. It lives as long as the address: a reload keeps it,
 * leaving the screen gives it up.
 */
export function useRefusee(type: TypeOperation) {
  const [{ corriger }, changer] = useFiltres(['corriger']);
  const [refusee, setRefusee] = useState<Refusee | null>(null);
  const ici = useRef(false);

  useEffect(() => {
    ici.current = true;
    return () => {
      ici.current = false;
    };
  }, []);

  useEffect(() => {
    setRefusee(null);
    if (corriger === undefined) return undefined;
    let fini = false;
    read(corriger, type)
      .then((lue) => {
        if (!fini) setRefusee(lue);
      })
      // Without storage nothing can be corrected; the screen works as ever.
      .catch(() => undefined);
    return () => {
      fini = true;
    };
  }, [corriger, type]);

  /** Whoever has left the screen meanwhile is not brought back to it. */
  const name = (op_id: string | undefined): void => {
    if (ici.current && op_id !== corriger) changer({ corriger: op_id });
  };
  const nommee = refusee?.op.op_id === corriger ? refusee : null;
  return { refusee: nommee, begin: name, leave: (): void => name(undefined) };
}
