/** The drivers alone in a page: built as the PWA is (Workers, wasm), served to a real Chromium. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const FRONTEND = fileURLToPath(new URL('../../../frontend/', import.meta.url));
const require = createRequire(join(FRONTEND, 'package.json'));
const { chromium } = require('playwright-core');

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

const DOSSIER = process.env.TS_PAGE;

export { require };

async function build() {
  if (existsSync(join(DOSSIER, 'page', 'materiel.html'))) return;
  const { build: construire } = await import(pathToFileURL(require.resolve('vite')));
  await construire({
    configFile: false,
    root: join(FRONTEND, 'tests/navigateur'),
    cacheDir: join(DOSSIER, 'cache'),
    logLevel: 'error',
    resolve: { alias: { '@': join(FRONTEND, 'src') } },
    worker: { format: 'es' },
    build: {
      outDir: join(DOSSIER, 'page'),
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      rollupOptions: { input: join(FRONTEND, 'tests/navigateur/materiel.html') },
    },
  });
}

async function serve(port) {
  const serveur = createServer(async (demande, reponse) => {
    const chemin = new URL(demande.url, 'http://localhost').pathname;
    try {
      const corps = await readFile(join(DOSSIER, 'page', chemin));
      reponse.writeHead(200, { 'content-type': TYPES[extname(chemin)] ?? 'application/octet-stream' });
      reponse.end(corps);
    } catch {
      reponse.writeHead(404).end();
    }
  });
  await new Promise((pret) => serveur.listen(port, '127.0.0.1', pret));
  return { serveur, adresse: `http://127.0.0.1:${serveur.address().port}` };
}

/** Opens the page, lets `faire` work on it, closes everything. */
export async function withPage(faire, { port = 0, ...options } = {}) {
  await build();
  const { serveur, adresse } = await serve(port);
  const navigateur = await chromium.launch({
    executablePath: process.env.TS_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    ...options,
    args: ['--no-sandbox', '--disable-dev-shm-usage', ...(options.args ?? [])],
  });
  try {
    const page = await navigateur.newPage();
    const fautes = [];
    page.on('pageerror', (faute) => fautes.push(faute.message));
    await page.goto(`${adresse}/materiel.html`);
    await page.waitForFunction(() => window.materiel !== undefined);
    await faire(page, adresse);
    if (fautes.length > 0) throw new Error(fautes.join('\n'));
  } finally {
    await navigateur.close();
    serveur.close();
  }
}
