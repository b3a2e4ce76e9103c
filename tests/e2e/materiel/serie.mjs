/**
 * A real serial path: Chromium opens a port its policy allows, at whose other end the test plays
 * the scale, the scanner and the printer. Each scene is announced on standard output.
 */

import { writeFile } from 'node:fs/promises';
import { withPage } from './page.mjs';

const PATIENCE_MS = 15_000;

async function scene(nom, faire) {
  console.log(`SCENE ${nom}`);
  console.log(`FIN ${JSON.stringify({ nom, resultat: await faire() })}`);
}

await withPage(
  async (page) => {
    const weigh = (protocole) => () =>
      page.evaluate(([p, ms]) => window.materiel.weigh(p, ms), [protocole, PATIENCE_MS]);
    await scene('sics', weigh('sics'));
    await scene('yhFwd', weigh('yhFwd'));
    await scene('douchette', () =>
      page.evaluate((ms) => window.materiel.scanSerial(ms), PATIENCE_MS),
    );
    const etiquette = JSON.parse(process.env.TS_ETIQUETTE);
    const print = () => page.evaluate((une) => window.materiel.printSerial(une, 'tspl'), etiquette);
    await scene('papier', print);
    await scene('imprime', print);
    const { tspl } = await page.evaluate((une) => window.materiel.label(une, '60x40'), etiquette);
    await writeFile(process.env.TS_ATTENDU, Buffer.from(tspl, 'base64'));
    await scene('debranche', weigh('cas22'));
  },
  { port: Number(process.env.TS_PORT_PAGE) },
);
