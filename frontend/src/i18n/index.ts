import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Langue, useLangue } from '@/lib/langue';
import * as fr from './fr';

const ESPACES: string[] = Object.keys(fr);

/** French ships with the app; the others are chunks the service worker keeps for offline use. */
const CHARGEURS: Record<Langue, () => Promise<Record<string, object>>> = {
  fr: () => Promise.resolve(fr),
  en: () => import('./en'),
  zh: () => import('./zh'),
};

export async function changeLanguage(langue: Langue): Promise<void> {
  const ressources = await CHARGEURS[langue]();
  for (const [espace, mots] of Object.entries(ressources)) {
    i18next.addResourceBundle(langue, espace, mots, true, true);
  }
  await i18next.changeLanguage(langue);
  document.documentElement.lang = langue === 'zh' ? 'zh-CN' : langue;
}

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'fr',
    fallbackLng: 'fr',
    ns: ESPACES,
    defaultNS: 'commun',
    // A module's namespace object is frozen; i18next writes into what it is given.
    resources: { fr: { ...fr } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await changeLanguage(useLangue.getState().langue);
  useLangue.subscribe(({ langue }) => void changeLanguage(langue));
}

export const t = i18next.t.bind(i18next);
