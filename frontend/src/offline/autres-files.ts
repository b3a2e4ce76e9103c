import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSession } from '@/lib/session';
import { database } from './db';
import { countQueue } from './etat';
import { onSignal } from './signal';

/** Somebody else's acts in this browser: they travel only under that person's own log-in. */
export interface AutreFile {
  actor_id: string;
  personne: string;
  aEnvoyer: number;
  photos: number;
  plusAncien: string | null;
}

async function actorsWaiting(): Promise<string[]> {
  const base = await database();
  const acteurs: string[] = [];
  let curseur = await base.transaction('attente').store.index('acteur_seq').openKeyCursor();
  while (curseur) {
    const acteur = curseur.key[0];
    acteurs.push(acteur);
    // Straight to the next person: a queue of thousands is one step.
    curseur = await curseur.continue([acteur, Number.POSITIVE_INFINITY]);
  }
  return acteurs;
}

export async function readOtherQueues(moi: string | null): Promise<AutreFile[]> {
  const base = await database();
  const autres = (await actorsWaiting()).filter((acteur) => acteur !== moi);
  const files = await Promise.all(
    autres.map(async (actor_id) => {
      const [{ aEnvoyer, photos, plusAncien }, journal] = await Promise.all([
        countQueue(actor_id),
        base.get('journaux', actor_id),
      ]);
      return { actor_id, personne: journal?.personne ?? '', aEnvoyer, photos, plusAncien };
    }),
  );
  return files.filter(({ aEnvoyer, photos }) => aEnvoyer + photos > 0);
}

export function useOtherQueues(): readonly AutreFile[] {
  const client = useQueryClient();
  const moi = useSession(({ utilisateur }) => utilisateur?.id ?? null);
  const { data } = useQuery({
    queryKey: ['autres-files', moi],
    queryFn: () => readOtherQueues(moi),
  });
  useEffect(
    () =>
      onSignal((signal) => {
        if (signal === 'sync') void client.invalidateQueries({ queryKey: ['autres-files'] });
      }),
    [client],
  );
  return data ?? [];
}
