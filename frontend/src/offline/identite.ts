import { rememberWith, type Utilisateur } from '@/lib/session';
import { readMeta, writeMeta } from './db';

/**
 * The last person of this device, so that a reload without network goes on capturing. A storage that
 * does not open remembers nobody and shuts nobody out; forgetting somebody must succeed.
 */
export function rememberIdentity(): void {
  rememberWith({
    load: async () => (await readMeta<Utilisateur | null>('identite').catch(() => null)) ?? null,
    save: async (utilisateur) => {
      const ecrite = writeMeta('identite', utilisateur);
      await (utilisateur ? ecrite.catch(() => undefined) : ecrite);
    },
  });
}
