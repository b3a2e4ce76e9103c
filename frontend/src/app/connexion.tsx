import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { LANGUES, useLangue } from '@/lib/langue';
import { homeOf, useSession } from '@/lib/session';
import { Segments } from '@/ui/select';
import { BandeauStockage } from './bandeau-stockage';
import { FormulaireClient, FormulaireEquipe } from './connexion-formulaires';
import { useNavigateurEnLigne } from './indicateur-file';
import { Marque } from './marque';

const NOMS = { fr: 'FR', en: 'EN', zh: '中文' } as const;

/** Only a path of this app: the address bar must not send anybody elsewhere. */
function safePath(suite: string | null): string | null {
  return suite && /^\/(?![/\\])/.test(suite) ? suite : null;
}

export function Connexion() {
  const { t } = useTranslation('connexion');
  const { langue, choisir } = useLangue();
  const utilisateur = useSession((session) => session.utilisateur);
  const enLigne = useNavigateurEnLigne();
  const [params] = useSearchParams();
  const [porte, setPorte] = useState<'equipe' | 'client'>(
    params.get('porte') === 'client' ? 'client' : 'equipe',
  );
  if (utilisateur) {
    return <Navigate to={safePath(params.get('suite')) ?? homeOf(utilisateur)} replace />;
  }
  return (
    <main className="grid min-h-dvh lg:grid-cols-[1fr_1.1fr]">
      <aside className="relative hidden overflow-hidden bg-rail p-12 text-white lg:flex lg:flex-col lg:justify-end">
        <Trajet />
        <p className="text-4xl font-semibold tracking-tight">TS Air Cargo</p>
        <p className="mt-2 text-lg text-rail-texte">{t('accroche')}</p>
      </aside>
      <div className="flex flex-col px-5 py-6 sm:px-12">
        <div className="-mx-5 -mt-6 mb-6 empty:hidden sm:-mx-12">
          <BandeauStockage />
        </div>
        <div className="flex items-center justify-between">
          <Marque className="size-10 lg:invisible" />
          <Segments
            libelle="Langue · Language · 语言"
            choix={LANGUES.map((valeur) => ({ valeur, libelle: NOMS[valeur] }))}
            valeur={langue}
            onChange={choisir}
          />
        </div>
        <div className="m-auto flex w-full max-w-sm flex-col gap-5 py-8">
          <div>
            <h1 className="text-2xl font-semibold tracking-tight">{t('titre')}</h1>
            <p className="mt-1 text-sm text-discret lg:hidden">{t('accroche')}</p>
          </div>
          <Segments
            libelle={t('titre')}
            className="w-full"
            choix={[
              { valeur: 'equipe', libelle: t('equipe') },
              { valeur: 'client', libelle: t('client') },
            ]}
            valeur={porte}
            onChange={setPorte}
          />
          {enLigne ? null : (
            <p role="status" className="rounded-md bg-alerte-doux px-3 py-2 text-sm text-alerte">
              {t('horsLigne')}
            </p>
          )}
          {porte === 'equipe' ? <FormulaireEquipe /> : <FormulaireClient />}
        </div>
      </div>
    </main>
  );
}

/** Guangzhou to Bamako and Abidjan, drawn. */
function Trajet() {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 600 420"
      className="absolute inset-x-0 top-[12%] w-full opacity-90"
      fill="none"
    >
      <path
        d="M505 120C400 20 210 60 118 235"
        stroke="#2dd4bf"
        strokeWidth="2"
        strokeDasharray="2 9"
        strokeLinecap="round"
      />
      <path
        d="M505 120C430 50 250 130 160 300"
        stroke="#8f8af2"
        strokeWidth="2"
        strokeDasharray="2 9"
        strokeLinecap="round"
      />
      {[
        [505, 120, 'CAN'],
        [118, 235, 'BKO'],
        [160, 300, 'ABJ'],
      ].map(([x, y, code]) => (
        <g key={code}>
          <circle cx={x} cy={y} r="12" fill="#3b3789" />
          <circle cx={x} cy={y} r="5" fill="#fff" />
          <text
            x={Number(x)}
            y={Number(y) + 34}
            textAnchor="middle"
            fill="#cfcdf0"
            fontSize="15"
            fontFamily="JetBrains Mono Variable, monospace"
          >
            {code}
          </text>
        </g>
      ))}
    </svg>
  );
}
