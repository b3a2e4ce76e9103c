import { PencilLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from './button';

interface Props {
  resume: string;
  /** Why it was refused. */
  raison: string;
  onAnnuler: () => void;
}

/** What is captured now replaces a refused act; until then it can be given up. */
export function CorrectionEnCours({ resume, raison, onAnnuler }: Props) {
  const { t } = useTranslation('horsLigne');
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 rounded-md bg-info-doux px-3 py-2 text-sm text-info"
    >
      <PencilLine aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 basis-40">
        <strong className="font-semibold">{t('correction.de', { resume })}</strong>
        {raison ? <span className="block">{raison}</span> : null}
      </p>
      <Button variante="discret" taille="s" onClick={onAnnuler}>
        {t('correction.annuler')}
      </Button>
    </div>
  );
}
