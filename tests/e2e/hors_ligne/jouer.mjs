/** Plays one named test; its last line is the JSON of what was written down. */

import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { Monde } from './monde.mjs';
import * as scenarios from './scenarios.mjs';

const reglages = JSON.parse(process.env.TS_HORS_LIGNE);
const nom = process.argv[2];
const monde = await Monde.ouvrir(reglages);
try {
  await scenarios[nom](monde);
  console.log(JSON.stringify({ ecrites: monde.ecrites.map(({ images: _i, ...op }) => op) }));
} catch (erreur) {
  console.error(erreur);
  await mkdir(reglages.images, { recursive: true });
  const pages = monde.navigateur.contexte?.pages() ?? [];
  for (const [rang, page] of pages.entries()) {
    const path = join(reglages.images, `${nom}-${rang}.png`);
    await page.screenshot({ path, timeout: 10_000 }).catch(() => undefined);
    console.error(`  image : ${path} (${page.url()})`);
  }
  process.exitCode = 1;
} finally {
  await monde.fermer();
}
