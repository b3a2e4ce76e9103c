/** What changes in the outbox, for this tab and the others. */
export type Signal = 'capture' | 'sync' | 'revu' | 'lecture' | 'journal' | 'flux' | 'flux_age';

const canal = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('ts-file');
const ecouteurs = new Set<(signal: Signal) => void>();

function deliver(signal: Signal): void {
  for (const ecouteur of ecouteurs) ecouteur(signal);
}

canal?.addEventListener('message', (event: MessageEvent<Signal>) => deliver(event.data));

export function announce(signal: Signal): void {
  deliver(signal);
  canal?.postMessage(signal);
}

export function onSignal(ecouteur: (signal: Signal) => void): () => void {
  ecouteurs.add(ecouteur);
  return () => ecouteurs.delete(ecouteur);
}
