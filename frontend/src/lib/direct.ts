import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { create } from 'zustand';
import { http } from './http';
import { currentToken, refreshToken } from './jeton';

/** `{type, pays, quoi}` says what to fetch again; `stats` carries a snapshot. */
interface Message {
  type: string;
  pays?: string;
  quoi?: string[];
  [autre: string]: unknown;
}

export type EtatDirect = 'direct' | 'scrutation' | 'coupe';

interface Direct {
  etat: EtatDirect;
  /** Last time anything live was heard, milliseconds. */
  entenduLe: number | null;
  stats: Record<string, unknown>;
}

export const useDirectEtat = create<Direct>(() => ({
  etat: 'coupe',
  entenduLe: null,
  stats: {},
}));

/** Figures and lists made of cartons move with them, whatever the server called the change. */
const SUITES: Readonly<Record<string, readonly string[]>> = {
  colis: ['tableau', 'vols', 'pointage', 'stock', 'clients', 'remises'],
  paiement: ['encaissements', 'caisse'],
  encaissement: ['encaissements', 'caisse'],
};

/** Query keys whose first word is one of `quoi`, or follows from it, are stale. */
function matches(cle: QueryKey, quoi: readonly string[]): boolean {
  const mots = new Set(quoi.flatMap((mot) => [mot, ...(SUITES[mot] ?? [])]));
  return mots.has(String(cle[0]));
}

function parse(donnee: unknown): Message | null {
  try {
    const message: unknown = JSON.parse(String(donnee));
    if (typeof message !== 'object' || message === null || !('type' in message)) return null;
    return message as Message;
  } catch {
    return null;
  }
}

const CHEMIN = '/ws/dashboard/';

async function address(): Promise<string> {
  const { ws_url } = await http.get<{ ws_url: string }>('/configuration');
  const url = new URL(ws_url || '/', window.location.origin);
  url.protocol = url.protocol.replace('http', 'ws');
  if (url.pathname === '/') url.pathname = CHEMIN;
  return url.href;
}

const attente = (essais: number): number =>
  Math.min(60_000, 2_000 * 2 ** essais) * (0.5 + Math.random());

/**
 * One socket for the tab: refetches what the server names; while it is down, `etat` tells the
 * dashboards to poll. Mounted once by the shell.
 */
export function useDirect(actif: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!actif) return undefined;
    let fini = false;
    let essais = 0;
    let prise: WebSocket | null = null;
    let minuterie: ReturnType<typeof setTimeout> | undefined;

    function hear(message: Message): void {
      useDirectEtat.setState((avant) => ({
        entenduLe: Date.now(),
        stats:
          message.type === 'stats'
            ? { ...avant.stats, [String(message.pays ?? '')]: message }
            : avant.stats,
      }));
      const quoi = message.quoi;
      if (quoi) void client.invalidateQueries({ predicate: (q) => matches(q.queryKey, quoi) });
    }

    function retry(): void {
      if (fini) return;
      useDirectEtat.setState({ etat: navigator.onLine ? 'scrutation' : 'coupe' });
      essais += 1;
      minuterie = setTimeout(() => void connect(), attente(essais));
    }

    async function open(): Promise<void> {
      const url = await address();
      const token = currentToken();
      if (fini || token === null) {
        retry();
        return;
      }
      prise = new WebSocket(url, ['ts.v1', token]);
      prise.onopen = () => {
        // What happened while the socket was down was told to nobody here.
        if (essais > 0) void client.invalidateQueries();
        essais = 0;
        useDirectEtat.setState({ etat: 'direct', entenduLe: Date.now() });
      };
      prise.onmessage = (event) => {
        const message = parse(event.data);
        if (message) hear(message);
      };
      prise.onclose = (event) => {
        // 4401: the token ran out; the next one opens the next socket.
        if (event.code === 4401) void refreshToken(token);
        retry();
      };
    }

    async function connect(): Promise<void> {
      try {
        await open();
      } catch {
        retry();
      }
    }

    void connect();
    return () => {
      fini = true;
      clearTimeout(minuterie);
      if (prise) prise.onclose = null;
      prise?.close();
      useDirectEtat.setState({ etat: 'coupe' });
    };
  }, [actif, client]);
}

/** For `refetchInterval`: nothing while live, every 15 s otherwise. */
export function usePolling(): number | undefined {
  return useDirectEtat(({ etat }) => (etat === 'direct' ? undefined : 15_000));
}
