import { useTranslation } from 'react-i18next';
import { Badge, type Ton } from '@/ui/badge';
import { Button } from '@/ui/button';
import { ErrorState } from '@/ui/error-state';
import { Moment } from '@/ui/format';
import { Lignes } from '@/ui/skeleton';
import { type Livraison, useLivraisons } from './queries-partenaires';

const TONS: Readonly<Record<Livraison['statut'], Ton>> = {
  en_attente: 'neutre',
  livree: 'succes',
  abandonnee: 'danger',
};

function Une({ une }: { une: Livraison }) {
  const { t } = useTranslation('partenaires');
  const attend = une.statut === 'en_attente';
  const reponse = [une.http_statut, une.erreur].filter(Boolean).join(' · ');
  return (
    <li className="flex items-baseline gap-3 py-2 text-sm">
      <span className="min-w-0 flex-1">
        <span className="chiffres">{une.type}</span> · <Moment le={une.cree_le} />
        <span className="chiffres block text-xs text-discret">
          {t('essais', { count: une.essais })}
          {reponse ? ` · ${reponse}` : ''}
          {attend && une.essais > 0 ? (
            <>
              {' '}
              · {t('prochain')} <Moment le={une.prochain_le} />
            </>
          ) : null}
        </span>
      </span>
      <Badge ton={attend && une.essais > 0 ? 'alerte' : TONS[une.statut]}>
        {attend && une.essais > 0 ? t('statuts.reprise') : t(`statuts.${une.statut}`)}
      </Badge>
    </li>
  );
}

/** What a partner was told, latest first, and how it answered. */
export function LivraisonsPartenaire({ id }: { id: string }) {
  const { t } = useTranslation(['partenaires', 'commun']);
  const liste = useLivraisons(id);
  if (liste.erreur && liste.items.length === 0) {
    return <ErrorState erreur={liste.erreur} onReessayer={liste.reessayer} />;
  }
  if (liste.chargement) return <Lignes nombre={3} />;
  if (liste.items.length === 0) {
    return <p className="text-sm text-discret">{t('aucuneLivraison')}</p>;
  }
  return (
    <>
      <ol className="divide-y">
        {liste.items.map((une) => (
          <Une key={une.id} une={une} />
        ))}
      </ol>
      {liste.reste ? (
        <Button taille="s" occupe={liste.chargeLaSuite} onClick={liste.charger}>
          {t('commun:actions.voirPlus')}
        </Button>
      ) : null}
    </>
  );
}
