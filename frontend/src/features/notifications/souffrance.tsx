import { CircleCheck, RotateCw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFiltres } from '@/lib/filtres';
import { usePaysVu } from '@/lib/pays-vu';
import { useCan } from '@/lib/session';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Filtres } from '@/ui/page';
import { Segments, Select } from '@/ui/select';
import { BarreSelection, useSelection } from '@/ui/selection';
import { useMotif } from './badges';
import { EN_SOUFFRANCE, type Souffrance } from './etats';
import { type Notification, type Selection, useNotifications } from './queries';
import { Relancer } from './relancer';
import { TableMessages } from './table-messages';

const parkedOf = (statut: string | undefined): Souffrance =>
  EN_SOUFFRANCE.find((un) => un === statut) ?? 'suspendu';

/** The reasons met in what is loaded, with how many messages each holds. */
export function reasonsOf(items: readonly Notification[]): [string, number][] {
  const nombres = new Map<string, number>();
  for (const { code_motif } of items) nombres.set(code_motif, (nombres.get(code_motif) ?? 0) + 1);
  return [...nombres].sort((a, b) => b[1] - a[1]);
}

/** Parked messages by reason: tick some or take them all, see what would leave, then send. */
export function EnSouffrance({ onOuvrir }: { onOuvrir: (id: string) => void }) {
  const { t } = useTranslation('notifications');
  const [filtres, changer] = useFiltres(['parque', 'motif']);
  const pays = usePaysVu();
  const peutRelancer = useCan('notification.relancer');
  const motifDe = useMotif();
  const selection = useSelection();
  const [aRelancer, setARelancer] = useState<Selection | null>(null);
  const statut = parkedOf(filtres.parque);
  const liste = useNotifications({ statut, pays: pays ?? undefined });
  const motifs = useMemo(() => reasonsOf(liste.items), [liste.items]);
  const visibles = filtres.motif
    ? liste.items.filter(({ code_motif }) => code_motif === filtres.motif)
    : liste.items;
  const choisis = visibles.filter(({ id }) => selection.choisis.has(id));

  /** One reason is not a filter the server has: its loaded messages are named one by one. */
  function relanceTout(): void {
    setARelancer(
      filtres.motif
        ? { ids: visibles.map(({ id }) => id) }
        : { filtre: { statut, ...(pays ? { pays } : {}) } },
    );
  }

  return (
    <div className="flex flex-col gap-3">
      <Filtres>
        <Segments
          libelle={t('parques')}
          choix={EN_SOUFFRANCE.map((valeur) => ({ valeur, libelle: t(`statuts.${valeur}`) }))}
          valeur={statut}
          onChange={(valeur) => {
            selection.vider();
            changer({ parque: valeur, motif: undefined });
          }}
        />
        <Select
          aria-label={t('motif')}
          vide={t('tousMotifs')}
          choix={motifs.map(([code, nombre]) => ({
            valeur: code,
            libelle: `${motifDe(code)} (${nombre})`,
          }))}
          value={filtres.motif ?? ''}
          onChange={(event) => changer({ motif: event.target.value })}
        />
        {peutRelancer && visibles.length > 0 ? (
          <Button onClick={relanceTout}>
            <RotateCw aria-hidden />
            {t('relance.tout')}
          </Button>
        ) : null}
      </Filtres>
      <p className="text-sm text-discret">{t(`parqueAide.${statut}`)}</p>
      <TableMessages
        liste={liste}
        items={visibles}
        selection={peutRelancer ? selection : undefined}
        onOuvrir={({ id }) => onOuvrir(id)}
        vide={<EmptyState icone={CircleCheck} titre={t('rienParque')} aide={t('rienParqueAide')} />}
      />
      <BarreMessages
        nombre={choisis.length}
        onVider={selection.vider}
        onRelancer={() => setARelancer({ ids: choisis.map(({ id }) => id) })}
      />
      <Relancer
        selection={aRelancer}
        onFerme={() => setARelancer(null)}
        onFait={() => {
          setARelancer(null);
          selection.vider();
        }}
      />
    </div>
  );
}

function BarreMessages({
  nombre,
  onVider,
  onRelancer,
}: {
  nombre: number;
  onVider: () => void;
  onRelancer: () => void;
}) {
  const { t } = useTranslation('notifications');
  return (
    <BarreSelection nombre={nombre} onVider={onVider}>
      <Button taille="s" onClick={onRelancer}>
        {t('relance.selection', { count: nombre })}
      </Button>
    </BarreSelection>
  );
}
