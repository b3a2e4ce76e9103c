import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '@/lib/session';
import { Button } from '@/ui/button';
import { ErreurAction } from '@/ui/error-state';
import { Champ } from '@/ui/input';
import { Carte, Page } from '@/ui/page';
import { StatCard, StatGrille } from '@/ui/stat-card';
import { type Bilan, useImport } from './queries';

const NOMBRES = [
  'recues',
  'appliquees',
  'deja_connues',
  'en_quarantaine',
  'rejetees',
  'photos',
] as const;

const TONS = { en_quarantaine: 'alerte', rejetees: 'danger', appliquees: 'succes' } as const;

function Rapport({ bilan }: { bilan: Bilan }) {
  const { t } = useTranslation('appareils');
  const regle = useCan('quarantaine.lire');
  return (
    <>
      <StatGrille>
        {NOMBRES.map((nom) => (
          <StatCard
            key={nom}
            titre={t(`importer.nombres.${nom}`)}
            valeur={bilan[nom]}
            {...(nom in TONS && bilan[nom] > 0 ? { ton: TONS[nom as keyof typeof TONS] } : {})}
            {...(nom === 'en_quarantaine' && regle ? { to: '/appareils?onglet=quarantaine' } : {})}
          />
        ))}
      </StatGrille>
      {bilan.illisibles.length > 0 ? (
        <Carte titre={t('importer.illisibles')}>
          <ul className="divide-y text-sm">
            {bilan.illisibles.map(({ ligne, motif }) => (
              <li key={ligne} className="flex gap-3 py-1.5">
                <span className="chiffres w-20 shrink-0 text-discret">
                  {t('importer.ligne', { n: ligne })}
                </span>
                {t(`importer.motifs.${motif as 'json_invalide'}`, { defaultValue: motif })}
              </li>
            ))}
          </ul>
        </Carte>
      ) : null}
    </>
  );
}

/** Somebody's exported queue, taken in: safe, since the acts keep their ids. */
export function Importer() {
  const { t } = useTranslation('appareils');
  const [fichier, setFichier] = useState<File | null>(null);
  const envoi = useImport();
  return (
    <Page titre={t('importer.titre')} sousTitre={t('importer.aide')} retour="/envois">
      <Carte>
        <div className="flex flex-wrap items-end gap-3">
          <Champ libelle={t('importer.fichier')} className="min-w-0 flex-1 basis-64">
            {(lien) => (
              <input
                {...lien}
                type="file"
                accept=".jsonl,application/x-ndjson"
                className="w-full text-sm file:mr-3 file:h-9 file:rounded-md file:border file:border-trait-fort/60 file:bg-surface file:px-3 file:text-encre pointer-coarse:file:h-11"
                onChange={(event) => {
                  setFichier(event.target.files?.[0] ?? null);
                  envoi.reset();
                }}
              />
            )}
          </Champ>
          <Button
            variante="principal"
            disabled={fichier === null}
            occupe={envoi.isPending}
            onClick={() => fichier && envoi.mutate(fichier)}
          >
            <FileUp aria-hidden />
            {t('importer.bouton')}
          </Button>
        </div>
        <p className="mt-2 text-xs text-discret">{t('importer.encore')}</p>
        <ErreurAction erreur={envoi.error} />
      </Carte>
      {envoi.data ? (
        <>
          <Rapport bilan={envoi.data} />
          <Link to="/envois" className="text-sm text-accent-texte hover:underline">
            {t('importer.retour')}
          </Link>
        </>
      ) : null}
    </Page>
  );
}
