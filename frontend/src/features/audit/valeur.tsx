import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Argent, Moment, Nombre, Poids } from '@/ui/format';

const AMBIGU = '—';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ISO = /^\d{4}-\d{2}-\d{2}T/;

function Liste({
  champ,
  valeurs,
  devise,
}: {
  champ: string;
  valeurs: readonly unknown[];
  devise: string | undefined;
}) {
  const { t } = useTranslation('audit');
  if (valeurs.length === 0) return <>{AMBIGU}</>;
  if (valeurs.length > 4) return <>{t('elements', { count: valeurs.length })}</>;
  return (
    <ul>
      {valeurs.map((un) => (
        <li key={JSON.stringify(un)}>
          <Valeur champ={champ} valeur={un} devise={devise} />
        </li>
      ))}
    </ul>
  );
}

function Entier({ champ, n, devise }: { champ: string; n: number; devise: string | undefined }) {
  if (champ.endsWith('_g')) return <Poids g={n} />;
  if (devise && /^(montant|prix|du|minimum|somme|solde)/.test(champ)) {
    return <Argent valeur={{ montant: n, devise }} />;
  }
  return <Nombre n={n} />;
}

function Texte({ champ, texte }: { champ: string; texte: string }) {
  if (texte === '') return <>{AMBIGU}</>;
  if (champ.startsWith('colis') && UUID.test(texte)) {
    return (
      <Link to={`/colis/${texte}`} className="chiffres text-accent-texte hover:underline">
        …{texte.slice(-8)}
      </Link>
    );
  }
  if (ISO.test(texte)) return <Moment le={texte} />;
  return <span className="break-words">{texte}</span>;
}

/** A stored value as a person reads it. */
export function Valeur({
  champ,
  valeur,
  devise,
}: {
  champ: string;
  valeur: unknown;
  devise: string | undefined;
}) {
  const { t } = useTranslation('audit');
  switch (typeof valeur) {
    case 'boolean':
      return <>{valeur ? t('oui') : t('non')}</>;
    case 'number':
      return <Entier champ={champ} n={valeur} devise={devise} />;
    case 'string':
      return <Texte champ={champ} texte={valeur} />;
    case 'object':
      if (Array.isArray(valeur)) return <Liste champ={champ} valeurs={valeur} devise={devise} />;
      if (valeur !== null && 'oublie' in valeur) {
        return <em className="text-discret">{t('oublie')}</em>;
      }
      if (valeur !== null) {
        return (
          <span className="chiffres text-xs">
            {Object.entries(valeur)
              .map(([cle, un]) => `${cle} : ${String(un)}`)
              .join(', ')}
          </span>
        );
      }
      return <>{AMBIGU}</>;
    default:
      return <>{AMBIGU}</>;
  }
}
