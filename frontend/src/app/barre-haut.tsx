import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PAYS, usePaysChoisi } from '@/lib/pays-vu';
import { useUtilisateur } from '@/lib/session';
import { Kbd } from '@/ui/kbd';
import { Select } from '@/ui/select';
import { IndicateurDirect } from './indicateur-direct';
import { IndicateurFile } from './indicateur-file';
import { Marque } from './marque';
import { MenuCompte } from './menu-compte';

/** Head office sees all countries, or one: the same screens. */
function ChoixPays() {
  const { t } = useTranslation();
  const { pays, choisir } = usePaysChoisi();
  return (
    <Select
      aria-label={t('paysVu')}
      className="w-[9.5rem] shrink-0 sm:w-44"
      vide={t('tousPays')}
      choix={PAYS.map((valeur) => ({ valeur, libelle: t(`pays.${valeur}`) }))}
      value={pays ?? ''}
      onChange={(event) => choisir(PAYS.find((un) => un === event.target.value) ?? null)}
    />
  );
}

function Lieu() {
  const { t } = useTranslation();
  const { pays, agence, role } = useUtilisateur();
  const nom = pays === 'CN' || pays === 'ML' || pays === 'CI' ? t(`pays.${pays}`) : null;
  return (
    <div className="min-w-0 leading-tight">
      <p className="truncate text-sm font-semibold">{nom ?? t('app')}</p>
      <p className="truncate text-xs text-discret">
        {agence?.nom ?? t(`roles.${role as 'direction'}`, { defaultValue: role })}
      </p>
    </div>
  );
}

export function BarreHaut({ onRecherche }: { onRecherche: () => void }) {
  const { t } = useTranslation();
  const direction = useUtilisateur().fonction === 'direction';
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center gap-2 border-b bg-surface/95 px-3 backdrop-blur-sm sm:gap-4 sm:px-6 print:hidden">
      <Link to="/" aria-label={t('actions.accueil')} className="sm:hidden">
        <Marque className="size-8" />
      </Link>
      {direction ? <ChoixPays /> : <Lieu />}
      <button
        type="button"
        onClick={onRecherche}
        aria-label={t('recherche.titre')}
        className="ml-auto flex size-10 items-center justify-center gap-2 rounded-md text-discret hover:bg-creux sm:mx-auto sm:h-9 sm:w-full sm:max-w-md sm:justify-start sm:border sm:border-trait-fort/50 sm:bg-fond sm:px-3 sm:text-sm"
      >
        <Search aria-hidden className="size-4.5 shrink-0 sm:size-4" />
        <span className="hidden flex-1 truncate text-left sm:inline">{t('recherche.invite')}</span>
        <Kbd className="hidden sm:inline-flex">Ctrl K</Kbd>
      </button>
      <IndicateurDirect />
      <IndicateurFile />
      <MenuCompte />
    </header>
  );
}
