import { Plane } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '@/ui/kbd';
import { Select } from '@/ui/select';
import { chooseVol } from './preferences';
import type { VolOuvert } from './queries';
import type { Reception } from './use-reception';

/** Takes the next open flight of this route, then none, then the first again; which one it is. */
export function nextVol(r: Reception): VolOuvert | null {
  const choix = [null, ...r.vols];
  const rang = choix.findIndex((vol) => (vol?.id ?? null) === (r.vol?.id ?? null));
  const suivant = choix[(rang + 1) % choix.length] ?? null;
  chooseVol(r.b.client?.pays ?? r.b.pays, r.b.mode, suivant?.id ?? null);
  return suivant;
}

/** The flight cartons join as they are registered; each route remembers its own. */
export function BlocVol({ r }: { r: Reception }) {
  const { t } = useTranslation(['station', 'commun', 'colis']);
  const pays = r.b.client?.pays ?? r.b.pays;
  const route = `${t(`commun:pays.${pays as 'ML'}`, { defaultValue: pays })} · ${t(`colis:modes.${r.b.mode as 'cargo'}`)}`;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-t pt-3 text-sm">
      <span className="inline-flex items-center gap-2 font-medium">
        <Plane aria-hidden className="size-4 text-accent-texte" />
        {t('volCourant')}
      </span>
      <Select
        aria-label={t('volCourant')}
        tabIndex={-1}
        className="w-76 max-sm:w-full"
        vide={r.vols.length === 0 ? t('aucunVolOuvert') : t('sansVol')}
        choix={r.vols.map(({ id, numero, remplissage }) => ({
          valeur: id,
          libelle: `${numero || t('volSansNumero')} · ${remplissage.colis} ${t('commun:unites.colis', { count: remplissage.colis })}`,
        }))}
        value={r.vol?.id ?? ''}
        onChange={(event) => chooseVol(pays, r.b.mode, event.target.value || null)}
      />
      <span className="text-xs text-discret">{route}</span>
      <Kbd className="ml-auto">F4</Kbd>
    </div>
  );
}
