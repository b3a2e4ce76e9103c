import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Kbd } from '@/ui/kbd';

const AIDES = [
  ['⏎', 'suivant'],
  ['⇧⏎', 'precedent'],
  ['Ctrl ⏎', 'valider'],
  ['1–8', 'choisir'],
  ['Alt 1–4', 'gabarit'],
  ['Alt C', 'contenu'],
  ['Alt R', 'reprendre'],
  ['Alt L', 'lire'],
  ['F2', 'meme'],
  ['F3', 'peser'],
  ['F4', 'vol'],
  ['F6', 'negocier'],
  ['F8', 'etiquette'],
  ['F10', 'file'],
  ['Esc', 'recommencer'],
  ['Ctrl Z', 'retablir'],
] as const;

/** Every key of the bench, and the sheet that does the same with the scanner. */
export function Aides() {
  const { t } = useTranslation('station');
  return (
    <p className="hidden flex-wrap gap-x-4 gap-y-1 text-xs text-discret sm:flex pointer-coarse:hidden">
      {AIDES.map(([touche, geste]) => (
        <span key={geste} className="inline-flex items-center gap-1.5">
          <Kbd>{touche === 'Esc' ? t('touches.echap') : touche}</Kbd>
          {t(`gestes.${geste}`)}
        </span>
      ))}
      <Link to="/reception/commandes" className="underline underline-offset-2">
        {t('commandes.titre')}
      </Link>
    </p>
  );
}
