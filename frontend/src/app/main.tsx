import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config as configureZod } from 'zod/v4/core';
import { startI18n, t } from '@/i18n';
import { onSessionLost } from '@/lib/http';
import { expireSession, resumeSession, watchIdentity } from '@/lib/session';
import { followSystemTheme } from '@/lib/theme';
import { onDatabaseBlocked } from '@/offline/db';
import { rememberIdentity } from '@/offline/identite';
import { wipeStaleReadings } from '@/offline/lecture';
import { startSync } from '@/offline/sync';
import { toast } from '@/ui/toast';
import '@/ui/theme.css';
import { App } from './app';
import { startUpdates } from './mise-a-jour';

async function start(): Promise<void> {
  // No compiled validators: the content security policy allows no eval.
  configureZod({ jitless: true });
  rememberIdentity();
  onSessionLost(expireSession);
  watchIdentity(() => window.location.assign('/'));
  onDatabaseBlocked(() => void toast('danger', t('fermezOnglet', { ns: 'horsLigne' })));
  followSystemTheme();
  await startI18n();
  const racine = document.getElementById('racine');
  if (!racine) throw new Error('index.html without #racine');
  createRoot(racine).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  await resumeSession();
  await wipeStaleReadings(Date.now()).catch(() => undefined);
  startSync();
  startUpdates();
}

void start();
