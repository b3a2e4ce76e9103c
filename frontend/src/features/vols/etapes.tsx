import { useTranslation } from 'react-i18next';
import { Moment } from '@/ui/format';
import { Carte } from '@/ui/page';
import type { EtapeVol } from './queries';

const MONTREES = [
  'ouverture',
  'cloture',
  'reouverture',
  'depart',
  'arrivee',
  'douane',
  'scan',
  'cloture_pointage',
  'annulation',
] as const;

type Montree = (typeof MONTREES)[number];

const isMontree = (etape: EtapeVol): etape is EtapeVol & { type: Montree } =>
  MONTREES.some((type) => type === etape.type);

/** The flight's life, each stage on the clock of the place it happened in. */
export function EtapesVol({ etapes }: { etapes: readonly EtapeVol[] }) {
  const { t } = useTranslation(['vols', 'commun']);
  const montrees = etapes.filter(isMontree);
  if (montrees.length === 0) return null;
  return (
    <Carte titre={t('etapes.titre')}>
      <ol className="flex flex-col">
        {montrees.map((etape) => (
          <li
            key={`${etape.type}-${etape.survenu_le}`}
            className="relative border-l-2 pb-3 pl-4 last:border-transparent last:pb-0"
          >
            <span
              aria-hidden
              className="absolute top-1 -left-[5px] size-2 rounded-full bg-accent-texte"
            />
            <p className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
              <span className="font-medium">{t(`etapes.${etape.type}`)}</span>
              <span className="text-xs text-discret">
                <Moment le={etape.survenu_le} fuseau={etape.fuseau} />
                {' · '}
                {etape.fuseau.split('/').at(-1)}
              </span>
            </p>
            <p className="text-xs text-discret">
              {t(`commun:roles.${etape.acteur_role as 'direction'}`, {
                defaultValue: etape.acteur_role,
              })}
            </p>
            {etape.motif ? <p className="text-xs">« {etape.motif} »</p> : null}
          </li>
        ))}
      </ol>
    </Carte>
  );
}
