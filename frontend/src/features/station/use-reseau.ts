import { useSyncExternalStore } from 'react';

function listen(prevenir: () => void): () => void {
  window.addEventListener('online', prevenir);
  window.addEventListener('offline', prevenir);
  return () => {
    window.removeEventListener('online', prevenir);
    window.removeEventListener('offline', prevenir);
  };
}

/** What the device itself says of its cable; the queue says whether the server answers. */
export const useReseau = (): boolean => useSyncExternalStore(listen, () => navigator.onLine);
