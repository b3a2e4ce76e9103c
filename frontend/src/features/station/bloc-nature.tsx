import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { symboleOf } from '@/lib/format';
import { CATEGORIES, MODES } from '@/lib/nomenclature';
import { Champ, Input, InputUnite } from '@/ui/input';
import { Touches } from '@/ui/touches';
import { Habitudes } from './habitudes';
import { asksPieces } from './saisies';
import type { Reception } from './use-reception';

function References({ r }: { r: Reception }) {
  const { t } = useTranslation('station');
  const { references } = r.b;
  if (references.length === 0) return <p className="text-xs text-discret">{t('scanAide')}</p>;
  return (
    <ul className="flex flex-wrap gap-1.5" aria-label={t('references')}>
      {references.map((reference) => (
        <li
          key={reference}
          className="chiffres inline-flex items-center gap-1 rounded-full bg-creux py-0.5 pr-1 pl-2.5 text-xs"
        >
          {reference}
          <button
            type="button"
            tabIndex={-1}
            aria-label={t('retirerReference', { reference })}
            className="rounded-full p-0.5 hover:bg-trait"
            onClick={() => r.change({ references: references.filter((une) => une !== reference) })}
          >
            <X aria-hidden className="size-3" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What it is: mode and category by number keys, contents in words. */
export function BlocNature({ r }: { r: Reception }) {
  const { t } = useTranslation(['station', 'colis']);
  const { b, manques, manquesVus } = r;
  const manque = (quoi: 'contenu' | 'pieces'): boolean => manquesVus && manques.includes(quoi);
  return (
    <div className="flex flex-col gap-4">
      <Habitudes r={r} />
      <div className="grid gap-4 xl:grid-cols-[13rem_minmax(0,1fr)]">
        <Touches
          libelle={t('mode')}
          etape="mode"
          className="xl:flex-col"
          choix={MODES.map((valeur) => ({ valeur, libelle: t(`colis:modes.${valeur}`) }))}
          valeur={b.mode as (typeof MODES)[number]}
          onChange={(mode) => r.change({ mode })}
          onSuivant={() => r.viser('categorie')}
        />
        <Touches
          libelle={t('categorie')}
          etape="categorie"
          className="grid grid-cols-2 sm:grid-cols-4"
          choix={CATEGORIES.map((valeur) => ({
            valeur,
            libelle: t(`colis:categories.${valeur}`),
          }))}
          valeur={b.categorie as (typeof CATEGORIES)[number]}
          onChange={(categorie) => r.change({ categorie })}
          onSuivant={() => r.viser('pieces', ['contenu'])}
        />
      </div>
      <div className="grid gap-3 sm:grid-cols-[auto_minmax(0,1fr)_11rem]">
        {asksPieces(b) ? (
          <Champ
            libelle={t('pieces')}
            erreur={manque('pieces') ? t('manque.pieces') : undefined}
            className="sm:w-24"
          >
            {(lien) => (
              <Input
                {...lien}
                data-etape="pieces"
                inputMode="numeric"
                autoComplete="off"
                className="chiffres text-center"
                value={b.pieces}
                onChange={(event) => r.change({ pieces: event.target.value })}
              />
            )}
          </Champ>
        ) : (
          <span className="hidden" />
        )}
        <Champ
          libelle={t('contenu')}
          erreur={manque('contenu') ? t('manque.contenu') : undefined}
          className={asksPieces(b) ? '' : 'sm:col-span-2'}
        >
          {(lien) => (
            <Input
              {...lien}
              data-etape="contenu"
              autoComplete="off"
              placeholder={t('contenuInvite')}
              maxLength={300}
              value={b.contenu}
              onChange={(event) => r.change({ contenu: event.target.value })}
            />
          )}
        </Champ>
        <Champ
          libelle={t('valeur')}
          erreur={manques.includes('valeur') ? t('manque.valeur') : undefined}
        >
          {(lien) => (
            <InputUnite
              {...lien}
              data-etape="valeur"
              unite={symboleOf(r.devise)}
              placeholder={t('facultatif')}
              value={b.valeur}
              onChange={(event) => r.change({ valeur: event.target.value })}
            />
          )}
        </Champ>
      </div>
      <References r={r} />
    </div>
  );
}
