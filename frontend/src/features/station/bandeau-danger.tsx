import { BatteryWarning, OctagonX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { formatNombre } from '@/lib/format';
import { useLangue } from '@/lib/langue';
import { Badge } from '@/ui/badge';
import { Champ, InputUnite } from '@/ui/input';
import type { Avis, Tranche } from './matieres';
import type { Reception } from './use-reception';

const TONS: Readonly<Record<Tranche, 'neutre' | 'succes' | 'alerte' | 'danger'>> = {
  inconnue: 'neutre',
  jusqu_a_100: 'succes',
  jusqu_a_160: 'alerte',
  au_dela: 'danger',
};

/** Milliwatt-hours as a battery's label says them: 74 Wh. */
function useWattheures(): (mwh: number) => string {
  const langue = useLangue((etat) => etat.langue);
  return (mwh) => `${formatNombre(Math.round(mwh / 100) / 10, langue)}\u00a0Wh`;
}

/** mAh × V ÷ 1000: the figure the rules ask for, from the two the battery shows. */
function Energie({ r }: { r: Reception }) {
  const { t } = useTranslation('station');
  const wattheures = useWattheures();
  const { batterie } = r.b;
  const { mwh, mwh_suppose, tranche } = r.avis;
  const faux = r.manques.includes('batterie');
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Champ libelle={t('dg.mah')} className="w-32">
        {(lien) => (
          <InputUnite
            {...lien}
            data-etape="mah"
            unite="mAh"
            inputMode="numeric"
            placeholder="20000"
            value={batterie.mah}
            onChange={(event) => r.change({ batterie: { ...batterie, mah: event.target.value } })}
          />
        )}
      </Champ>
      <Champ libelle={t('dg.volts')} className="w-28">
        {(lien) => (
          <InputUnite
            {...lien}
            data-etape="volts"
            unite="V"
            inputMode="decimal"
            placeholder="3,7"
            value={batterie.volts}
            onChange={(event) => r.change({ batterie: { ...batterie, volts: event.target.value } })}
          />
        )}
      </Champ>
      <p className="flex min-h-9 flex-wrap items-center gap-2 text-sm" aria-live="polite">
        {faux ? <span className="font-medium text-danger">{t('manque.batterie')}</span> : null}
        {!faux && mwh !== null ? (
          <span className="chiffres text-base font-semibold">
            = {wattheures(mwh)}
            {mwh_suppose ? ` ${t('dg.suppose')}` : ''}
          </span>
        ) : null}
        {tranche ? <Badge ton={TONS[tranche]}>{t(`dg.tranches.${tranche}`)}</Badge> : null}
      </p>
    </div>
  );
}

const ASPECTS = {
  interdit: ['border-danger/50 bg-danger-doux', 'text-danger', OctagonX],
  bloque: ['border-alerte/50 bg-alerte-doux', 'text-alerte', TriangleAlert],
  marque: ['border-info/40 bg-info-doux', 'text-info', BatteryWarning],
} as const;

function aspectOf({ interdit, bloque }: Avis): keyof typeof ASPECTS {
  if (interdit) return 'interdit';
  return bloque ? 'bloque' : 'marque';
}

/** What the contents hint at: the mark, the question to answer, and who answers it. */
export function BandeauDanger({ r }: { r: Reception }) {
  const { t } = useTranslation('station');
  const { avis } = r;
  if (avis.familles.length === 0) return null;
  const aspect = aspectOf(avis);
  const [cadre, encre, Icone] = ASPECTS[aspect];
  const question = avis.question_code ? t(`dg.questions.${avis.question_code}`) : t('dg.appareil');
  const vus = avis.termes.length > 0 ? t('dg.vus', { termes: avis.termes.join(', ') }) : '';
  return (
    <div data-dg={aspect} className={cn('flex flex-col gap-3 rounded-md border p-3', cadre)}>
      <div className="flex items-start gap-3">
        <Icone aria-hidden className={cn('mt-0.5 size-5 shrink-0', encre)} />
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-2 text-sm font-semibold">
            <span className="chiffres rounded bg-encre px-1.5 py-0.5 text-xs text-fond">
              {avis.marque}
            </span>
            {question}
          </p>
          <p className="mt-0.5 text-xs text-discret">
            {vus} {avis.bloque ? t('dg.bloque') : t('dg.marque')}
          </p>
        </div>
      </div>
      {avis.tranche ? <Energie r={r} /> : null}
    </div>
  );
}
