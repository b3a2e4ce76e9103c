import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { ErreurAction } from '@/ui/error-state';
import { Carte } from '@/ui/page';
import { Jauge } from '@/ui/progress';
import { Lignes } from '@/ui/skeleton';
import type { Apercu, Canal, LangueTexte } from './queries-gabarits';

const GRAS = /\*([^*\n]+)\*/g;

/** WhatsApp's own bold; the rest as it is. */
function Bulle({ texte }: { texte: string }) {
  return texte.split(GRAS).map((morceau, rang) =>
    // Every other piece stood between two stars.
    rang % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move.
      <strong key={rang}>{morceau}</strong>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move.
      <Fragment key={rang}>{morceau}</Fragment>
    ),
  );
}

/** What the client reads, drawn by the server with two invented cartons. */
export function ApercuTexte({
  apercu,
  erreur,
  langue,
  canal,
}: {
  apercu: Apercu | undefined;
  erreur: unknown;
  langue: LangueTexte;
  canal: Canal;
}) {
  const { t } = useTranslation('gabarits');
  return (
    <Carte titre={t('apercu')}>
      <div className="flex flex-col gap-3">
        {apercu ? (
          <>
            <div className="rounded-lg bg-creux p-3">
              <p
                lang={langue}
                className="w-fit max-w-full rounded-lg rounded-tl-none border bg-surface px-3 py-2 text-sm break-words whitespace-pre-line shadow-carte"
              >
                {canal === 'sms' ? apercu.texte : <Bulle texte={apercu.texte} />}
              </p>
            </div>
            {canal === 'sms' ? <CoutSms apercu={apercu} /> : <Longueur apercu={apercu} />}
          </>
        ) : (
          <ApercuAbsent erreur={erreur} />
        )}
        {apercu ? <ErreurAction erreur={erreur} /> : null}
      </div>
    </Carte>
  );
}

function Longueur({ apercu }: { apercu: Apercu }) {
  const { t } = useTranslation('gabarits');
  return (
    <>
      <Jauge
        libelle={t('longueur')}
        valeur={apercu.longueur}
        maximum={apercu.maximum}
        texte={t('signes', { longueur: apercu.longueur, maximum: apercu.maximum })}
      />
      <p className="text-xs text-discret">
        {t('segments', { count: apercu.segments })} · {t('exemple')}
      </p>
    </>
  );
}

/** Each SMS is paid for: how many this one takes, and which signs make it dearer. */
function CoutSms({ apercu }: { apercu: Apercu }) {
  const { t } = useTranslation('gabarits');
  const total = apercu.segments * apercu.places_par_sms;
  return (
    <>
      <Jauge
        libelle={t('segments', { count: apercu.segments })}
        valeur={apercu.places}
        maximum={total}
        texte={t('places', { places: apercu.places, total })}
      />
      {apercu.hors_alphabet ? (
        <p role="status" className="text-xs text-alerte">
          {t('horsAlphabet', { signes: [...apercu.hors_alphabet].join(' ') })}
        </p>
      ) : null}
      <p className="text-xs text-discret">{t('exemple')}</p>
    </>
  );
}

function ApercuAbsent({ erreur }: { erreur: unknown }) {
  return erreur ? <ErreurAction erreur={erreur} /> : <Lignes nombre={5} />;
}
