import { create } from 'zustand';

export type Theme = 'clair' | 'sombre' | 'systeme';
const CLE = 'ts-theme';

function read(): Theme {
  const garde = globalThis.localStorage?.getItem(CLE);
  return garde === 'clair' || garde === 'sombre' ? garde : 'systeme';
}

const prefereSombre = (): boolean => matchMedia('(prefers-color-scheme: dark)').matches;

function apply(theme: Theme): void {
  const sombre = theme === 'sombre' || (theme === 'systeme' && prefereSombre());
  document.documentElement.dataset.theme = sombre ? 'sombre' : 'clair';
}

export const useTheme = create<{ theme: Theme; choisir: (theme: Theme) => void }>((set) => ({
  theme: read(),
  choisir: (theme) => {
    localStorage.setItem(CLE, theme);
    apply(theme);
    set({ theme });
  },
}));

/** Follows the system's day and night while nothing else was chosen. */
export function followSystemTheme(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
    apply(useTheme.getState().theme),
  );
}
