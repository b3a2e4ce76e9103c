/** Photos of 4000 × 3000 made in the page, taken in as the bench does; one line of JSON each. */

import { withPage } from './page.mjs';

await withPage(async (page) => {
  for (const sujet of ['bruit', 'carton', 'floue', 'sombre', 'blanche']) {
    const vue = await page.evaluate((un) => window.materiel.photo(un), sujet);
    console.log(JSON.stringify({ sujet, ...vue }));
  }
});
