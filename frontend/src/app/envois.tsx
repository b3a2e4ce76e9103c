import { CircleCheck, Send } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { expireSession, useConnexionDue } from '@/lib/session';
import { isKnown, useARevoir, useEtatFile, usePremiers } from '@/offline/etat';
import { syncNow, useSync } from '@/offline/sync';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Carte, Page } from '@/ui/page';
import { toastError } from '@/ui/toast';
import { CarteAppareil } from './envois-appareil';
import { AutresFiles } from './envois-autres';
import { LigneARevoir, LigneAttente } from './envois-lignes';

function Envoyer() {
  const { t } = useTranslation('horsLigne');
  const enCours = useSync((sync) => sync.enCours);
  const due = useConnexionDue((etat) => etat.due);
  const send = (): void => {
    if (due) expireSession();
    else void syncNow(true).catch(toastError);
  };
  return (
    <Button variante="principal" occupe={enCours} onClick={send}>
      <Send aria-hidden />
      {enCours ? t('enCours') : t('envoyer')}
    </Button>
  );
}

/** How many more there are than the rows drawn. */
function Suite({ montrees, total }: { montrees: number; total: number }) {
  const { t } = useTranslation('horsLigne');
  const reste = total - montrees;
  return reste > 0 ? <p className="text-sm text-discret">{t('suite', { count: reste })}</p> : null;
}

/** What was just asked for is read next, not looked for from the top of the page. */
function useSuiteFocus(nombre: number) {
  const liste = useRef<HTMLUListElement>(null);
  const demandee = useRef<number | null>(null);
  useEffect(() => {
    const premiere = demandee.current;
    if (premiere === null || nombre <= premiere) return;
    demandee.current = null;
    const ligne = liste.current?.children[premiere];
    if (ligne instanceof HTMLElement) ligne.focus();
  }, [nombre]);
  const ask = (): void => {
    demandee.current = nombre;
  };
  return { liste, ask };
}

function ARevoir() {
  const { t } = useTranslation('horsLigne');
  const { lignes, more } = useARevoir();
  const { liste, ask } = useSuiteFocus(lignes.length);
  const total = Math.max(useEtatFile().aRevoir, lignes.length);
  const showMore = (): void => {
    ask();
    more();
  };
  return (
    <Carte titre={`${t('aRevoirTitre')} (${total})`} className="min-w-0">
      {lignes.length === 0 ? (
        <EmptyState icone={CircleCheck} titre={t('aRevoirVide')} />
      ) : (
        <>
          <p className="text-sm text-discret">{t('aRevoirAide')}</p>
          <ul ref={liste} className="divide-y">
            {lignes.map((un) => (
              <LigneARevoir key={un.op.op_id} {...un} />
            ))}
          </ul>
          <Suite montrees={lignes.length} total={total} />
          {total > lignes.length ? (
            <Button taille="s" className="mt-2" onClick={showMore}>
              {t('voirSuite')}
            </Button>
          ) : null}
        </>
      )}
    </Carte>
  );
}

function EnAttente() {
  const { t } = useTranslation('horsLigne');
  const file = useEtatFile();
  const attente = usePremiers();
  return (
    <Carte titre={`${t('attenteTitre')} (${file.aEnvoyer})`}>
      {attente.length === 0 ? (
        <EmptyState icone={CircleCheck} titre={t('attenteVide')} />
      ) : (
        <>
          <ul className="max-h-96 divide-y overflow-y-auto">
            {attente.map((un) => (
              <LigneAttente key={un.op_id} {...un} />
            ))}
          </ul>
          <Suite montrees={attente.length} total={file.aEnvoyer} />
        </>
      )}
    </Carte>
  );
}

/** The outbox: what waits, what the server refused and why, and the device's own state. */
export function Envois() {
  const { t } = useTranslation('horsLigne');
  const file = useEtatFile();
  const pause = useSync((sync) => sync.pause);
  const zero = file.aEnvoyer + file.photos === 0;
  return (
    <Page
      titre={t('titre')}
      sousTitre={
        zero && file.aRevoir === 0 && isKnown(file)
          ? t('toutEnvoye')
          : `${t('aEnvoyer', { count: file.aEnvoyer })} · ${t('photos', { count: file.photos })}`
      }
      actions={<Envoyer />}
    >
      {pause && !zero ? (
        <p role="status" className="rounded-md bg-alerte-doux px-3 py-2 text-sm text-alerte">
          {t(`pause.${pause}`)}
        </p>
      ) : null}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <ARevoir />
        <div className="flex min-w-0 flex-col gap-4">
          <EnAttente />
          <AutresFiles />
          <CarteAppareil />
        </div>
      </div>
    </Page>
  );
}
