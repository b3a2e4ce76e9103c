import { useTranslation } from 'react-i18next';
import { Kbd } from '@/ui/kbd';
import { applyGabarit } from './use-ordres';
import type { Reception } from './use-reception';

/** The client's usual cartons, each under Alt and its digit. */
export function Habitudes({ r }: { r: Reception }) {
  const { t } = useTranslation(['station', 'colis']);
  if (r.gabarits.length === 0 || r.b.rang > 1) return null;
  return (
    <ul className="flex flex-wrap gap-1.5" aria-label={t('habitudes')}>
      {r.gabarits.map((gabarit, rang) => (
        <li key={`${gabarit.mode}${gabarit.categorie}${gabarit.contenu}${gabarit.dimensions_mm}`}>
          <button
            type="button"
            tabIndex={-1}
            onClick={() => applyGabarit(r, rang)}
            className="inline-flex max-w-72 items-center gap-2 rounded-full border border-trait-fort/40 px-3 py-1 text-xs hover:border-accent hover:text-accent-texte"
          >
            <Kbd>Alt {rang + 1}</Kbd>
            <span className="truncate font-medium">{gabarit.contenu}</span>
            <span className="text-discret">
              {t(`colis:categories.${gabarit.categorie as 'standard'}`)}
              {gabarit.fois > 1 ? ` ×${gabarit.fois}` : ''}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
