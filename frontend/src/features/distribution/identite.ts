import { useRef } from 'react';
import { uuid7 } from '@/lib/uuid7';

/** What makes two tries one act for the server: the id, and the moment sent with it. */
export interface Identite {
  id: string;
  survenu_le: string;
}

interface Gardee extends Identite {
  /** It was sent at least once without an answer. */
  doute: boolean;
}

/**
 * The identity of the act being made for each client. An act that was sent and not answered keeps
 * its own whatever is tried next: a new one could be made twice. Told apart by client, so that the
 * next person's act is never taken for it.
 */
export function useIdentite(client_id: string) {
  const gardees = useRef(new Map<string, Gardee>());
  const parClient = gardees.current;

  function take(): Identite {
    const connue = parClient.get(client_id);
    if (connue) return { id: connue.id, survenu_le: connue.survenu_le };
    const neuve = { id: uuid7(), survenu_le: new Date().toISOString() };
    parClient.set(client_id, { ...neuve, doute: false });
    return neuve;
  }

  function doubt(): void {
    const connue = parClient.get(client_id);
    if (connue) connue.doute = true;
  }

  /** Done: what comes next is another act. */
  function renew(): void {
    parClient.delete(client_id);
  }

  /** Refused or never sent: the next try is another act, unless an earlier one may be heard yet. */
  function release(): void {
    if (!parClient.get(client_id)?.doute) renew();
  }

  return { take, doubt, renew, release };
}
