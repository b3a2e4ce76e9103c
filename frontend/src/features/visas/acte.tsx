import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatPoids } from '@/lib/format';
import type { Concession, Visa } from './queries';

/** Where the subject of an act is seen; null for what has no page of its own. */
export function pathOf({ sujet_type, sujet_id }: Concession): string | null {
  const dossiers: Record<string, string> = {
    colis: '/colis',
    vol: '/vols',
    encaissement: '/encaissements',
    client: '/clients',
    session_caisse: '/caisse/sessions',
  };
  const dossier = dossiers[sujet_type];
  return dossier ? `${dossier}/${sujet_id}` : null;
}

/** What undoes a refused act, as a link to where it is done; a hand-over's is its client's account. */
export function SuiteARefus({ visa }: { visa: Visa }) {
  const { t } = useTranslation('visas');
  if (!visa.suite) return null;
  const { concession } = visa;
  const vers =
    pathOf(concession) ?? (concession.client_id ? `/clients/${concession.client_id}` : null);
  const texte = t(`suites.${visa.suite}`);
  return (
    <span className="text-xs font-medium text-danger">
      {vers ? (
        <Link to={vers} className="underline underline-offset-4">
          {texte}
        </Link>
      ) : (
        texte
      )}
    </span>
  );
}

function useComplement({ genre, details }: Concession): string | null {
  const { t } = useTranslation('visas');
  if (genre === 'telephone') {
    return t('telephoneAide', {
      ancien_fin: String(details.ancien_fin ?? ''),
      nouveau_fin: String(details.nouveau_fin ?? ''),
    });
  }
  if (genre === 'poids') {
    return t('poidsAide', {
      avant: formatPoids(Number(details.avant_g)),
      apres: formatPoids(Number(details.apres_g)),
    });
  }
  return typeof details.garant === 'string' && details.garant !== ''
    ? t('garantAide', { garant: details.garant })
    : null;
}

/** What was done, on what, and why, in three lines. */
export function Acte({ concession }: { concession: Concession }) {
  const { t } = useTranslation('visas');
  const complement = useComplement(concession);
  const vers = pathOf(concession);
  const libelle = concession.libelle || t('voir');
  return (
    <span className="flex min-w-0 flex-col">
      <span className="font-medium">{t(`genres.${concession.genre}`)}</span>
      <span className="chiffres text-xs">
        {vers ? (
          <Link to={vers} className="text-accent-texte hover:underline">
            {libelle}
          </Link>
        ) : (
          libelle
        )}
      </span>
      {complement ? <span className="text-xs text-discret">{complement}</span> : null}
      {concession.motif ? (
        <span className="text-xs text-discret">« {concession.motif} »</span>
      ) : null}
    </span>
  );
}

export function NomEtRole({ nom, role }: { nom: string; role: string }) {
  const { t } = useTranslation('commun');
  return (
    <span className="flex flex-col">
      <span>{nom || '—'}</span>
      <span className="text-xs text-discret">
        {t(`roles.${role as 'direction'}`, { defaultValue: role })}
      </span>
    </span>
  );
}
