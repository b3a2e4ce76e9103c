import { ShieldAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useUtilisateur } from '@/lib/session';
import { Button } from '@/ui/button';
import { Depuis } from '@/ui/format';
import { type Avis, useAvis, useLectureAvis } from './portes-queries';

function useMots() {
  const { t } = useTranslation(['portes', 'visas']);
  const { nom } = useUtilisateur();
  return ({
    genre,
    sujet_nom,
    details: { par = '', fin = '', libelle = '', ...de },
  }: Avis): string => {
    const mots: Record<Avis['genre'], () => string> = {
      reinitialisation: () => t('avis.genres.reinitialisation', { par }),
      numero_change: () => t('avis.genres.numeroChange', { fin }),
      visa_refuse: () => {
        const acte = t(`visas:genres.${de.genre as 'rabais'}`, { defaultValue: de.genre });
        return t('avis.genres.visaRefuse', { acte, libelle, par });
      },
      session_volee: () =>
        sujet_nom === nom
          ? t('avis.genres.sessionVolee')
          : t('avis.genres.sessionVoleeAutrui', { nom: sujet_nom }),
    };
    return mots[genre]();
  };
}

/** Safety notices, until each is read; nothing at all when there is none. */
export function PanneauAvis() {
  const { t } = useTranslation('portes');
  const { data } = useAvis();
  const lecture = useLectureAvis();
  const mots = useMots();
  if (!data || data.length === 0) return null;
  return (
    <section
      aria-label={t('avis.titre')}
      className="flex flex-col divide-y divide-danger/20 rounded-lg border border-danger/30 bg-danger-doux/40 px-4"
    >
      {data.map((un) => (
        <div key={un.id} className="flex flex-wrap items-center gap-3 py-3">
          <ShieldAlert aria-hidden className="size-5 shrink-0 text-danger" />
          <p className="min-w-48 flex-1 text-sm">
            {mots(un)}{' '}
            <span className="text-xs text-discret">
              <Depuis le={un.cree_le} />
            </span>
          </p>
          <Button
            taille="s"
            occupe={lecture.isPending && lecture.variables === un.id}
            onClick={() => lecture.mutate(un.id)}
          >
            {t('avis.lu')}
          </Button>
        </div>
      ))}
    </section>
  );
}
