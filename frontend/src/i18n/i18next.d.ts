import type * as fr from './fr';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'commun';
    resources: typeof fr;
    returnNull: false;
  }
}
