import { useTranslation } from 'react-i18next';
import { useFiltres } from '@/lib/filtres';
import { usePaysVu } from '@/lib/pays-vu';
import { parseTelephone } from '@/lib/telephone';
import { EmptyState } from '@/ui/empty-state';
import { Input } from '@/ui/input';
import { Filtres } from '@/ui/page';
import { Select } from '@/ui/select';
import { ETAPES, STATUTS } from './etats';
import { useNotifications } from './queries';
import { TableMessages } from './table-messages';

/** The server looks a whole number up, in E.164. */
function telephoneOf(saisie: string | undefined, pays: string | null): string | undefined {
  if (!saisie) return undefined;
  return parseTelephone(saisie, pays ?? 'ML') ?? undefined;
}

export function TousLesMessages({ onOuvrir }: { onOuvrir: (id: string) => void }) {
  const { t } = useTranslation('notifications');
  const [filtres, changer] = useFiltres(['statut', 'etape', 'telephone', 'tri']);
  const pays = usePaysVu();
  const telephone = telephoneOf(filtres.telephone, pays);
  const liste = useNotifications({
    statut: filtres.statut,
    etape: filtres.etape,
    tri: filtres.tri,
    pays: pays ?? undefined,
    telephone,
  });
  return (
    <div className="flex flex-col gap-3">
      <Filtres>
        <Select
          aria-label={t('statut')}
          vide={t('tousStatuts')}
          choix={STATUTS.map((valeur) => ({ valeur, libelle: t(`statuts.${valeur}`) }))}
          value={filtres.statut ?? ''}
          onChange={(event) => changer({ statut: event.target.value })}
        />
        <Select
          aria-label={t('etape')}
          vide={t('toutesEtapes')}
          choix={ETAPES.map((valeur) => ({ valeur, libelle: t(`etapes.${valeur}`) }))}
          value={filtres.etape ?? ''}
          onChange={(event) => changer({ etape: event.target.value })}
        />
        <Input
          type="tel"
          aria-label={t('telephone')}
          placeholder={t('telephone')}
          value={filtres.telephone ?? ''}
          aria-invalid={filtres.telephone && !telephone ? true : undefined}
          onChange={(event) => changer({ telephone: event.target.value })}
        />
      </Filtres>
      <TableMessages
        liste={liste}
        tri={filtres.tri}
        onTri={(tri) => changer({ tri })}
        onOuvrir={({ id }) => onOuvrir(id)}
        vide={<EmptyState titre={t('vide')} aide={t('videAide')} />}
      />
    </div>
  );
}
