/**
 * Builds the proof's page: the app's own offline floor in production mode, every `await` of it made
 * a point where the device may die, and one copy per mutant. The sources are never touched.
 */

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MUTANTS } from './mutants.mjs';

const ICI = fileURLToPath(new URL('.', import.meta.url));
const FRONTEND = resolve(ICI, '../../../frontend');
const PAGE = resolve(ICI, '../page');
const require = createRequire(join(FRONTEND, 'package.json'));
const ts = require('typescript');
const { build } = await import(require.resolve('vite').replace(/index\.cjs$/, 'dist/node/index.js'));

/** Every `await x` becomes `await __pt('file:n', x)`; n counts the awaits of the file. */
function marquer(nom, code, points) {
  const arbre = ts.createSourceFile(nom, code, ts.ScriptTarget.Latest, true);
  const insertions = [];
  let rang = 0;
  const visiter = (noeud) => {
    if (ts.isAwaitExpression(noeud)) {
      rang += 1;
      const point = `${nom}:${rang}`;
      points.add(point);
      insertions.push([noeud.expression.getStart(), `__pt('${point}', `]);
      insertions.push([noeud.expression.getEnd(), ')']);
    }
    ts.forEachChild(noeud, visiter);
  };
  visiter(arbre);
  // From the end; at one place the closing parentheses of inner awaits come first by themselves.
  insertions.sort((a, b) => b[0] - a[0]);
  return insertions.reduce((texte, [ou, quoi]) => texte.slice(0, ou) + quoi + texte.slice(ou), code);
}

const estHorsLigne = (id) => /\/src\/offline\/[a-z-]+\.ts$/.test(id);

function greffon(mutant, points) {
  const restants = new Set((mutant?.retouches ?? []).map((_, rang) => rang));
  return {
    name: 'preuve',
    enforce: 'pre',
    transform(code, id) {
      const [chemin] = id.split('?');
      let texte = code;
      for (const [rang, { fichier, de, vers }] of (mutant?.retouches ?? []).entries()) {
        if (!chemin.endsWith(`/src/${fichier}`)) continue;
        const parties = texte.split(de);
        if (parties.length !== 2) {
          throw new Error(`mutant ${mutant.nom} : la retouche ${rang} de ${fichier} ne s'applique plus`);
        }
        texte = parties.join(vers);
        restants.delete(rang);
      }
      if (estHorsLigne(chemin)) texte = marquer(chemin.split('/').at(-1), texte, points);
      return texte === code ? null : { code: texte, map: null };
    },
    buildEnd(erreur) {
      if (!erreur && restants.size > 0) {
        throw new Error(`mutant ${mutant.nom} : fichier retouché absent de la construction`);
      }
    },
  };
}

async function construire(variante, mutant, sortie) {
  const points = new Set();
  await build({
    configFile: false,
    root: PAGE,
    base: '/static/preuve/',
    logLevel: 'error',
    resolve: { alias: { '@': join(FRONTEND, 'src') } },
    plugins: [greffon(mutant, points)],
    build: { target: 'es2022', outDir: join(sortie, variante), emptyOutDir: true, minify: true },
  });
  return [...points].sort();
}

/** The sources carry no test switch: what the proof needs never reaches the app's own build. */
export async function construireTout(sortie, variantes) {
  const points = await construire('sain', null, sortie);
  await writeFile(join(sortie, 'points.json'), JSON.stringify(points));
  for (const mutant of MUTANTS.filter(({ nom }) => variantes === null || variantes.includes(nom))) {
    await construire(mutant.nom, mutant, sortie);
  }
  return points;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , sortie, ...variantes] = process.argv;
  const points = await construireTout(sortie, variantes.length > 0 ? variantes : null);
  const faits = await readdir(sortie);
  console.log(`${faits.length - 1} constructions, ${points.length} points de mort`);
  await readFile(join(sortie, 'sain', 'index.html'));
}
