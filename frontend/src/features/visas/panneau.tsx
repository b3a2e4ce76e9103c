import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePaysVu } from '@/lib/pays-vu';
import { Badge } from '@/ui/badge';
import { Depuis } from '@/ui/format';
import { Carte } from '@/ui/page';
import { useVisas } from './queries';

const MONTRES = 5;

/** The oldest visas, on the home of those who sign; nothing when nothing waits. */
export function PanneauVisas() {
  const { t } = useTranslation('visas');
  const pays = usePaysVu() ?? undefined;
  const { items } = useVisas({ statut: 'en_attente', pays }, MONTRES);
  if (items.length === 0) return null;
  return (
    <Carte
      titre={t('onglets.attente')}
      actions={
        <Link to="/visas" className="text-sm text-accent-texte hover:underline">
          {t('voir')}
        </Link>
      }
    >
      <ul className="flex flex-col divide-y text-sm">
        {items.map(({ id, concession, cree_le, en_retard }) => (
          <li key={id} className="flex items-center gap-3 py-2 first:pt-0 last:pb-0">
            <span className="min-w-0 flex-1 truncate">
              {t(`genres.${concession.genre}`)}{' '}
              <span className="chiffres text-discret">{concession.libelle}</span>
            </span>
            {en_retard ? <Badge ton="danger">{t('retard')}</Badge> : null}
            <span className="text-xs text-discret">
              <Depuis le={cree_le} />
            </span>
          </li>
        ))}
      </ul>
    </Carte>
  );
}
