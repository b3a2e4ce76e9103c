/** A page looked at as its users and a screen reader would: axe, its width, a picture. */

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { tientEnLargeur } from './outils.mjs';

const require = createRequire(new URL('../../../frontend/package.json', import.meta.url));
const { AxeBuilder } = require('@axe-core/playwright');

const REGLES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Says every violation with its first element; how many there were. */
export async function examiner(page, nom, dossier) {
  await reposer(page);
  const { violations } = await new AxeBuilder({ page }).withTags(REGLES).analyze();
  for (const { id, help, nodes } of violations) {
    console.log(`axe ${nom} : ${id} (${nodes.length}) ${help} — ${nodes[0].target.join(' ')}`);
  }
  await page.screenshot({ path: join(dossier, `${nom}.png`), fullPage: true });
  await tientEnLargeur(page);
  return violations.length;
}

/** Colours that fade in would be read half way; what turns for ever is not waited for. */
export const reposer = (page) =>
  page.evaluate(async () => {
    const finies = document
      .getAnimations()
      .filter((une) => une.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.all(finies.map((une) => une.finished.catch(() => null)));
  });

/** The screen as this view shows it, from its next load on. */
export async function regler(page, { taille, theme, langue }) {
  await page.setViewportSize(taille);
  await page.evaluate(
    ([couleur, mots]) => {
      localStorage.setItem('ts-theme', couleur);
      localStorage.setItem('ts-langue', mots);
    },
    [theme, langue],
  );
}
