import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DemandeMotif } from '@/ui/demande-motif';
import { Champ } from '@/ui/input';
import { Select } from '@/ui/select';
import { toast } from '@/ui/toast';
import { usePauseLigne } from './queries-lignes';

const DUREES = [15, 30, 60, 120, 240, 720, 1440] as const;
const HEURE = 60;

/** Nothing leaves by this line for a while; why is read by the next shift. */
export function PauseLigne({ id, nom, onFerme }: { id: string; nom: string; onFerme: () => void }) {
  const { t } = useTranslation('lignes');
  const [minutes, setMinutes] = useState(30);
  const pause = usePauseLigne(id);
  return (
    <DemandeMotif
      ouvert
      onOuvert={(ouvert) => {
        if (!ouvert) onFerme();
      }}
      titre={t('pauseTitre', { nom })}
      description={t('pauseAide')}
      libelle={t('pauseMotif')}
      action={t('pauser')}
      occupe={pause.isPending}
      erreur={pause.error}
      onValider={(motif) =>
        pause.mutate(
          { minutes, motif: motif.slice(0, 120) },
          {
            onSuccess: () => {
              toast('succes', t('pausee', { nom }));
              onFerme();
            },
          },
        )
      }
    >
      <Champ libelle={t('pauseDuree')}>
        {(lien) => (
          <Select
            {...lien}
            choix={DUREES.map((duree) => ({
              valeur: String(duree),
              libelle:
                duree < HEURE
                  ? t('minutes', { count: duree })
                  : t('heures', { count: duree / HEURE }),
            }))}
            value={String(minutes)}
            onChange={(event) => setMinutes(Number(event.target.value))}
          />
        )}
      </Champ>
    </DemandeMotif>
  );
}
