import { apiFetch } from './http';

/** Run by the generated client (`src/api/client.gen.ts`) when it builds itself. */
export function createClientConfig<T extends object>(
  config?: T,
): T & { baseUrl: string; fetch: typeof fetch; throwOnError: boolean } {
  return {
    ...(config ?? ({} as T)),
    baseUrl: window.location.origin,
    fetch: apiFetch as typeof fetch,
    throwOnError: true,
  };
}
