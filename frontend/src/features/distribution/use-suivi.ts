import { useState } from 'react';
import { resultOf } from '@/offline/etat';
import { useApresSync } from '@/offline/suite';
import type { Recu } from './use-encaissement';
import type { Remis } from './use-remise';

/** What was done for the people at the counter; what was kept gets its number once it is sent. */
export function useSuivi() {
  const [recus, setRecus] = useState<readonly Recu[]>([]);
  const [remis, setRemis] = useState<Remis | null>(null);

  async function number({ id, op_id }: Recu): Promise<void> {
    const resultat = op_id ? await resultOf(op_id) : undefined;
    const numero = (resultat?.resultat as { recu_numero?: string } | null)?.recu_numero;
    if (!numero) return;
    setRecus((avant) => avant.map((un) => (un.id === id ? { ...un, numero, op_id: null } : un)));
  }

  async function confirm({ op_id }: Remis): Promise<void> {
    const resultat = op_id ? await resultOf(op_id) : undefined;
    if (!resultat || resultat.status === 'deferred' || resultat.status === 'rejected') return;
    setRemis((avant) => (avant?.op_id === op_id ? { ...avant, envoye: true, op_id: null } : avant));
  }

  useApresSync(() => {
    for (const recu of recus) void number(recu);
    if (remis) void confirm(remis);
  });

  const reset = (): void => {
    setRecus([]);
    setRemis(null);
  };
  const addRecu = (recu: Recu): void => setRecus((avant) => [...avant, recu]);
  return { recus, remis, addRecu, setRemis, reset };
}
