/**
 * The faults a device must not have. Each is a patch of the sources, made at build and nowhere
 * else; one whose text is no longer found exactly once stops the build.
 */
export const MUTANTS = [
  {
    // A try again is a new operation: what the server had already done is done again.
    nom: 'nouvel_id_a_chaque_essai',
    retouches: [
      {
        fichier: 'offline/sync-batch.ts',
        de: 'const operations = lot.map(({ enveloppe }) => enveloppe);',
        vers: `const operations = lot.map(({ enveloppe }) => {
          const deja = ((globalThis as any).__envoyes ??= new Set());
          const op_id = deja.has(enveloppe.op_id) ? crypto.randomUUID() : enveloppe.op_id;
          deja.add(enveloppe.op_id);
          return { ...enveloppe, op_id };
        });`,
      },
      {
        fichier: 'offline/sync-batch.ts',
        de: 'const lue = await readReply(reponse);',
        vers: `const lue = await readReply(reponse);
          lue?.results.forEach((un, rang) => { un.op_id = lot[rang]?.op_id ?? un.op_id; });`,
      },
    ],
  },
  {
    // Any answer is taken for the server's yes.
    nom: 'reponse_ok_ignoree',
    retouches: [
      {
        fichier: 'offline/sync-batch.ts',
        de: 'if (!reponse.ok) return judgeRefusal(reponse);',
        vers: `if (!reponse.ok) {
          const results = lot.map(({ op_id }) => ({ op_id, status: 'applied' as const }));
          const server_now = new Date().toISOString();
          return { genre: 'recu', reponse: { server_now, contiguous_upto: 0, gaps: [], results } as any };
        }`,
      },
    ],
  },
  {
    // "Enregistré" shows while the transaction is still to be made.
    nom: 'enregistre_avant_ecriture',
    retouches: [
      {
        fichier: 'offline/capture.ts',
        de: '    recu_provisoire = await commit(acteur, ecriture);\n  } catch',
        vers: `    recu_provisoire = null;
    void commit(acteur, ecriture).catch(() => undefined);
  } catch`,
      },
    ],
  },
  {
    // The first that has to wait makes all those behind it wait.
    nom: 'tete_de_file_bloquante',
    retouches: [
      {
        fichier: 'offline/file.ts',
        de: 'if (!mayTravel(ligne, passe, now)) continue;',
        vers: 'if (!mayTravel(ligne, passe, now)) return true;',
      },
    ],
  },
  {
    // What the browser loses with its database is lost.
    nom: 'une_seule_copie',
    retouches: [
      {
        fichier: 'offline/ecriture.ts',
        de: '  await keepCopies(',
        vers: '  if (Date.now() < 0) await keepCopies(',
      },
    ],
  },
];
