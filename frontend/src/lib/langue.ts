import { create } from 'zustand';

export const LANGUES = ['fr', 'en', 'zh'] as const;
export type Langue = (typeof LANGUES)[number];
const CLE = 'ts-langue';

function isLangue(value: unknown): value is Langue {
  return LANGUES.some((langue) => langue === value);
}

function initial(): Langue {
  const gardee = globalThis.localStorage?.getItem(CLE);
  if (isLangue(gardee)) return gardee;
  const navigateur = globalThis.navigator?.language.slice(0, 2);
  return isLangue(navigateur) ? navigateur : 'fr';
}

export const useLangue = create<{ langue: Langue; choisir: (langue: Langue) => void }>((set) => ({
  langue: initial(),
  choisir: (langue) => {
    globalThis.localStorage?.setItem(CLE, langue);
    set({ langue });
  },
}));

export const currentLanguage = (): Langue => useLangue.getState().langue;

/** The tag Intl wants. */
export const localeOf = (langue: Langue): string =>
  ({ fr: 'fr-FR', en: 'en-GB', zh: 'zh-CN' })[langue];

/** The account's language, unless somebody chose one on this device. */
export function adoptLanguage(langue: string | null | undefined): void {
  if (isLangue(langue) && !isLangue(globalThis.localStorage?.getItem(CLE))) {
    useLangue.setState({ langue });
  }
}
