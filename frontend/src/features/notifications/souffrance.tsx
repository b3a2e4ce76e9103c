import { Ban, CircleCheck, RotateCw } from 'lucide-react';
import { useState } from 'react';
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
import { Decider } from './decider';
import { EN_SOUFFRANCE, MOTIFS, type Souffrance } from './etats';
import { type Geste, type Sante, type Selection, useNotifications, useSante } from './queries';
import { TableMessages } from './table-messages';

const parkedOf = (statut: string | undefined): Souffrance =>
  EN_SOUFFRANCE.find((un) => un === statut) ?? 'suspendu';

/** How many parked messages each reason holds, in the country looked at. */
export function reasonsOf(
  parques: Sante['en_souffrance'],
  pays: string | null,
): ReadonlyMap<string, number> {
  const nombres = new Map<string, number>();
  for (const un of parques) {
    if (pays !== null && un.pays !== pays) continue;
    nombres.set(un.motif, (nombres.get(un.motif) ?? 0) + un.nombre);
  }
  return nombres;
}

interface Demande {
  geste: Geste;
  selection: Selection;
}

/** Parked messages by reason: tick some or take them all, see what would move, then decide. */
export function EnSouffrance({ onOuvrir }: { onOuvrir: (id: string) => void }) {
  const { t } = useTranslation('notifications');
  const [filtres, changer] = useFiltres(['parque', 'motif']);
  const pays = usePaysVu();
  const peutDecider = useCan('notification.relancer');
  const selection = useSelection();
  const [demande, setDemande] = useState<Demande | null>(null);
  const [geste, setGeste] = useState<Geste>('relance');
  const statut = parkedOf(filtres.parque);
  const filtre = { statut, motif: filtres.motif || undefined, pays: pays ?? undefined };
  const liste = useNotifications(filtre);
  const choisis = liste.items.filter(({ id }) => selection.choisis.has(id));

  function ask(voulu: Geste, choix: Selection): void {
    setGeste(voulu);
    setDemande({ geste: voulu, selection: choix });
  }

  return (
    <div className="flex flex-col gap-3">
      <Filtres>
        <Segments
          className="max-sm:min-w-full!"
          libelle={t('parques')}
          choix={EN_SOUFFRANCE.map((valeur) => ({ valeur, libelle: t(`statuts.${valeur}`) }))}
          valeur={statut}
          onChange={(valeur) => {
            selection.vider();
            changer({ parque: valeur, motif: undefined });
          }}
        />
        <ChoixMotif
          valeur={filtres.motif ?? ''}
          onChange={(motif) => {
            selection.vider();
            changer({ motif });
          }}
        />
        {peutDecider && liste.items.length > 0 ? (
          <Gestes onGeste={(voulu) => ask(voulu, { filtre })} />
        ) : null}
      </Filtres>
      <p className="text-sm text-discret">{t(`parqueAide.${statut}`)}</p>
      <TableMessages
        liste={liste}
        selection={peutDecider ? selection : undefined}
        onOuvrir={({ id }) => onOuvrir(id)}
        vide={<EmptyState icone={CircleCheck} titre={t('rienParque')} aide={t('rienParqueAide')} />}
      />
      <BarreMessages
        nombre={choisis.length}
        onVider={selection.vider}
        onGeste={(voulu) => ask(voulu, { ids: choisis.map(({ id }) => id) })}
      />
      <Decider
        key={geste}
        geste={geste}
        selection={demande?.selection ?? null}
        onFerme={() => setDemande(null)}
        onFait={() => {
          setDemande(null);
          selection.vider();
        }}
      />
    </div>
  );
}

/** The reasons there are, each with how many it holds; one chosen stays though it is emptied. */
function ChoixMotif({
  valeur,
  onChange,
}: {
  valeur: string;
  onChange: (motif: string | undefined) => void;
}) {
  const { t } = useTranslation('notifications');
  const motifDe = useMotif();
  const pays = usePaysVu();
  const nombres = reasonsOf(useSante().data?.en_souffrance ?? [], pays);
  const presents = MOTIFS.filter((motif) => nombres.has(motif) || motif === valeur);
  return (
    <Select
      aria-label={t('motif')}
      vide={t('tousMotifs')}
      choix={presents.map((motif) => ({
        valeur: motif,
        libelle: `${motifDe(motif)} (${nombres.get(motif) ?? 0})`,
      }))}
      value={valeur}
      onChange={(event) => onChange(event.target.value || undefined)}
    />
  );
}

function Gestes({ onGeste }: { onGeste: (geste: Geste) => void }) {
  const { t } = useTranslation('notifications');
  return (
    <>
      <Button onClick={() => onGeste('relance')}>
        <RotateCw aria-hidden />
        {t('relance.tout')}
      </Button>
      <Button onClick={() => onGeste('annulation')}>
        <Ban aria-hidden />
        {t('annulation.tout')}
      </Button>
    </>
  );
}

function BarreMessages({
  nombre,
  onVider,
  onGeste,
}: {
  nombre: number;
  onVider: () => void;
  onGeste: (geste: Geste) => void;
}) {
  const { t } = useTranslation('notifications');
  return (
    <BarreSelection nombre={nombre} onVider={onVider}>
      <Button taille="s" onClick={() => onGeste('relance')}>
        {t('relance.selection', { count: nombre })}
      </Button>
      <Button taille="s" onClick={() => onGeste('annulation')}>
        {t('annulation.selection', { count: nombre })}
      </Button>
    </BarreSelection>
  );
}
