import type { Etiquette } from './dessin';
import { queue } from './file';
import type { ReglageImprimante } from './reglage';

/** Our own code for tests: its check is right, no carton has it. */
export const CODE_TEST = 'YAKMVS9EDD1R3';

/** Everything that goes wrong on a bad printer shows on it: Chinese, accents, both codes, the mark. */
export function testLabel(origine: string, maintenant: Date): Etiquette {
  return {
    code_suivi: CODE_TEST,
    url: `${origine}/suivi/${CODE_TEST}`,
    pays: 'TEST · ESSAI',
    ville: 'Bamako 测试',
    client_nom: 'Établissements Coulibaly & Frères 王建国电子贸易有限公司',
    client_telephone_fin: '0000',
    rang: 1,
    total: 1,
    poids_g: 12_345,
    mode: 'cargo',
    categorie: 'test',
    agence: 'Guangzhou 广州',
    enregistre_le: maintenant.toISOString(),
    fuseau: 'Asia/Shanghai',
    montant: { montant: 0, devise: 'XOF' },
    danger: 'UN 0000',
    nombre_pieces: 2,
  };
}

/**
 * A label that shows what the printer can do; it goes through the queue like any other, under the
 * key answered.
 */
export async function printTestPage({
  taille,
}: Pick<ReglageImprimante, 'taille'>): Promise<string> {
  const maintenant = new Date();
  const cle = `test-${maintenant.getTime()}`;
  await queue.add({
    cle,
    colis_id: '',
    code_suivi: CODE_TEST,
    etiquette: testLabel(window.location.origin, maintenant),
    taille,
    motif: 'reimpression',
  });
  return cle;
}
