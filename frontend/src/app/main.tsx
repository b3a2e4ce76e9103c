import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config as configureZod } from 'zod/v4/core';
import { startI18n } from '@/i18n';
import { onSessionLost } from '@/lib/http';
import { identifyWith } from '@/lib/identite-appareil';
import { expireSession, resumeSession, useSession, watchIdentity } from '@/lib/session';
import { followSystemTheme } from '@/lib/theme';
import { deviceHeaders, loadHeaders } from '@/offline/entetes';
import { rememberIdentity } from '@/offline/identite';
import { wipeReadings, wipeStaleReadings } from '@/offline/lecture';
import { startFlux } from '@/offline/portees';
import { startSync } from '@/offline/sync';
import { lockAtStart, startLock } from '@/offline/verrou';
import '@/ui/theme.css';
import { App } from './app';
import { startUpdates } from './mise-a-jour';

async function start(): Promise<void> {
  // No compiled validators: the content security policy allows no eval.
  configureZod({ jitless: true });
  rememberIdentity();
  onSessionLost(expireSession);
  watchIdentity(() => window.location.assign('/'));
  identifyWith(deviceHeaders);
  startLock();
  followSystemTheme();
  await startI18n();
  const racine = document.getElementById('racine');
  if (!racine) throw new Error('index.html without #racine');
  createRoot(racine).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  await loadHeaders().catch(() => undefined);
  await resumeSession();
  await lockAtStart().catch(() => undefined);
  // Turned away or out of reach for too long: what is only for reading goes, the acts stay.
  if (useSession.getState().statut === 'expiree') await wipeReadings().catch(() => undefined);
  await wipeStaleReadings(Date.now()).catch(() => false);
  startSync();
  startFlux();
  startUpdates();
}

void start();
