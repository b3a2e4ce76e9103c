import { CircleCheck, CloudUpload, MessageCircle, Printer, ReceiptText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { openFile } from '@/lib/download';
import { formatArgent } from '@/lib/format';
import { Button } from '@/ui/button';
import { Argent } from '@/ui/format';
import { toastError } from '@/ui/toast';
import { RecuProvisoire } from './recu-provisoire';
import type { Recu } from './use-encaissement';

const open = (id: string, format: 'a5' | '80mm'): void =>
  void openFile(`/encaissements/${id}/recu.pdf`, { format }).catch(toastError);

/** wa.me wants the number without its plus sign. */
const whatsappLink = (telephone: string, texte: string): string =>
  `https://wa.me/${telephone.replace(/\D/g, '')}?text=${encodeURIComponent(texte)}`;

function LigneRecu({ recu, telephone }: { recu: Recu; telephone: string }) {
  const { t } = useTranslation('distribution');
  const Icone = recu.numero ? CircleCheck : CloudUpload;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2">
      <Icone aria-hidden className={recu.numero ? 'size-5 text-succes' : 'size-5 text-alerte'} />
      <span className="min-w-0 flex-1 basis-52">
        <Argent valeur={recu.montant} className="text-base font-semibold" />{' '}
        <span className="text-sm text-discret">{t(`moyens.${recu.moyen as 'especes'}`)}</span>
        <span className="block text-xs text-discret">
          {recu.numero ? (
            <Link
              to={`/encaissements/${recu.id}`}
              className="chiffres whitespace-nowrap hover:underline"
            >
              {t('recu.numero', { numero: recu.numero })}
            </Link>
          ) : (
            <>
              {t('recu.enAttente')} <span className="chiffres">{recu.provisoire}</span>
            </>
          )}
        </span>
      </span>
      {recu.numero || !recu.provisoire ? null : <RecuProvisoire recu={recu} />}
      {recu.numero ? (
        <span className="flex gap-1.5">
          <Button onClick={() => open(recu.id, 'a5')}>
            <ReceiptText aria-hidden />
            {t('recu.a5')}
          </Button>
          <Button onClick={() => open(recu.id, '80mm')}>
            <Printer aria-hidden />
            {t('recu.ticket')}
          </Button>
          {telephone ? (
            <Button asChild taille="icone">
              <a
                href={whatsappLink(
                  telephone,
                  t('recu.message', {
                    numero: recu.numero,
                    montant: formatArgent(recu.montant),
                  }),
                )}
                target="_blank"
                rel="noopener noreferrer"
                aria-label={t('recu.whatsapp')}
              >
                <MessageCircle aria-hidden />
              </a>
            </Button>
          ) : null}
        </span>
      ) : null}
    </li>
  );
}

/** Payments just taken, ready to be printed or sent. */
export function Recus({ recus, telephone }: { recus: readonly Recu[]; telephone: string }) {
  const { t } = useTranslation('distribution');
  if (recus.length === 0) return null;
  return (
    <section
      role="status"
      aria-label={t('recu.titre')}
      className="rounded-lg border border-succes/40 bg-surface px-4 py-1 shadow-carte"
    >
      <ul className="divide-y">
        {recus.map((recu) => (
          <LigneRecu key={recu.id} recu={recu} telephone={telephone} />
        ))}
      </ul>
    </section>
  );
}
