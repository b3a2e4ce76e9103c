import { useTranslation } from 'react-i18next';
import { Argent, Moment, Nombre, Poids } from '@/ui/format';

const AMBIGU = '—';
const ISO = /^\d{4}-\d{2}-\d{2}T/;

function Liste({ valeurs, devise }: { valeurs: readonly unknown[]; devise: string | undefined }) {
  const { t } = useTranslation('audit');
  if (valeurs.length === 0) return <>{AMBIGU}</>;
  if (valeurs.length > 4) return <>{t('elements', { count: valeurs.length })}</>;
  return (
    <ul>
      {valeurs.map((un) => (
        <li key={JSON.stringify(un)}>
          <Valeur champ="" valeur={un} devise={devise} />
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

function Texte({ texte }: { texte: string }) {
  if (texte === '') return <>{AMBIGU}</>;
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
      return <Texte texte={valeur} />;
    case 'object':
      if (Array.isArray(valeur)) return <Liste valeurs={valeur} devise={devise} />;
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
