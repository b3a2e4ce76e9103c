/** The sheet of commands as the browser prints it on A4: TS_SORTIE gets the PDF, stdout its codes. */

import { createRequire } from 'node:module';
import { connecter } from '../parcours/outils.mjs';

const require = createRequire(new URL('../../../frontend/package.json', import.meta.url));
const { chromium } = require('playwright-core');

const {
  TS_ADRESSE: adresse,
  TS_DEMO_MOT_DE_PASSE: motDePasse,
  TS_SORTIE: sortie,
} = process.env;

const navigateur = await chromium.launch({
  executablePath: process.env.TS_CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
try {
  const page = await navigateur.newPage({ baseURL: adresse, locale: 'fr-FR' });
  await page.addInitScript(() => localStorage.setItem('ts-langue', 'fr'));
  await connecter(page, 'agent_chine', motDePasse);
  await page.goto('/reception/commandes');
  await page.locator('canvas').last().waitFor();
  const ordres = page.locator('[data-commande]');
  const codes = await ordres.evaluateAll((tous) => tous.map(({ dataset }) => dataset.commande));
  console.log(JSON.stringify(codes));
  await page.pdf({ path: sortie, format: 'A4', margin: { top: '10mm', bottom: '10mm' } });
} finally {
  await navigateur.close();
}
