import { rememberWith, type Utilisateur } from '@/lib/session';
import { readMeta, writeMeta } from './db';

/** The last person of this device, so that a reload without network goes on capturing. */
export function rememberIdentity(): void {
  rememberWith({
    load: async () => (await readMeta<Utilisateur | null>('identite')) ?? null,
    save: (utilisateur) => writeMeta('identite', utilisateur),
  });
}
