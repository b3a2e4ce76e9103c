import { useTranslation } from 'react-i18next';

/** What may stand between braces in this text; a press writes it where the cursor is. */
export function MotsOfferts({
  mots,
  onMot,
}: {
  mots: readonly string[];
  onMot: (mot: string) => void;
}) {
  const { t } = useTranslation('gabarits');
  const generaux = mots.filter((mot) => !mot.startsWith('colis.'));
  const cartons = mots.filter((mot) => mot.startsWith('colis.'));
  return (
    <details className="rounded-md border bg-creux/40 px-3 py-2 text-sm" open>
      <summary className="cursor-pointer text-[0.8125rem] font-medium">{t('mots')}</summary>
      <div className="mt-2 flex flex-col gap-2">
        <Groupe titre={t('motsGeneraux')} mots={generaux} onMot={onMot} />
        <Groupe titre={t('motsColis')} mots={cartons} onMot={onMot} />
        <p className="text-xs text-discret">{t('motsAide')}</p>
      </div>
    </details>
  );
}

function Groupe({
  titre,
  mots,
  onMot,
}: {
  titre: string;
  mots: readonly string[];
  onMot: (mot: string) => void;
}) {
  const { t } = useTranslation('gabarits');
  if (mots.length === 0) return null;
  return (
    <div className="flex flex-col gap-1">
      <h4 className="text-xs text-discret">{titre}</h4>
      <ul className="flex flex-wrap gap-1">
        {mots.map((mot) => (
          <li key={mot}>
            <button
              type="button"
              aria-label={t('inserer', { mot })}
              title={t(`sens.${mot.replace('.', '_') as 'client'}`, { defaultValue: mot })}
              onClick={() => onMot(mot)}
              className="chiffres inline-flex min-h-6 items-center rounded border bg-surface px-1.5 text-xs hover:border-accent-texte hover:text-accent-texte pointer-coarse:min-h-9"
            >
              {`{${mot}}`}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
