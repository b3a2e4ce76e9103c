import 'fake-indexeddb/auto';
import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';
import { startI18n } from '@/i18n';
import { useLangue } from '@/lib/langue';

// jsdom has neither; the screens ask both.
window.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }) as unknown as MediaQueryList;
globalThis.ResizeObserver ??= class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

useLangue.setState({ langue: 'fr' });
await startI18n();
// What is waited for comes when it comes: a busy machine is not a failure.
configure({ asyncUtilTimeout: 15_000 });
afterEach(cleanup);
