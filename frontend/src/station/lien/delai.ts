import { type Appareil, MaterielError } from '../erreurs';

/** A browser's device chooser may never settle; a person needs well under this to choose. */
export const CHOIX_MS = 60_000;
/** A device that is there opens and answers in far less. */
export const OUVERTURE_MS = 5_000;

/** `promesse`, or `sans_reponse` after `ms`. */
export async function within<T>(promesse: Promise<T>, ms: number, appareil: Appareil): Promise<T> {
  let minuterie: ReturnType<typeof setTimeout> | undefined;
  const limite = new Promise<never>((_, reject) => {
    minuterie = setTimeout(() => reject(new MaterielError(appareil, 'sans_reponse')), ms);
  });
  try {
    return await Promise.race([promesse, limite]);
  } finally {
    clearTimeout(minuterie);
  }
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
