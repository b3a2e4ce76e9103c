import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { Button } from './button';

interface Props {
  ouvert: boolean;
  onOuvert: (ouvert: boolean) => void;
  titre: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons, right-aligned at the bottom. */
  pied?: ReactNode;
  taille?: 's' | 'm' | 'l';
  /** Neither Escape nor a click outside closes it (scans, money). */
  tenace?: boolean;
}

const LARGEURS = { s: 'sm:max-w-sm', m: 'sm:max-w-lg', l: 'sm:max-w-3xl' } as const;

/** Centred on a desktop, a sheet from the bottom on a phone. */
export function Dialog(props: Props) {
  return (
    <Panneau
      {...props}
      contenu={cn(
        'inset-x-0 bottom-0 max-h-[92dvh] rounded-t-xl anime-glisser sm:inset-auto sm:top-1/2 sm:left-1/2 sm:w-full sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-xl sm:[animation-name:entrer]',
        LARGEURS[props.taille ?? 'm'],
      )}
    />
  );
}

/** Slides from the right on a desktop, the whole screen on a phone: details beside a list. */
export function Sheet(props: Props) {
  return (
    <Panneau
      {...props}
      contenu="inset-0 sm:left-auto sm:w-[30rem] sm:border-l anime-entrer h-dvh max-h-none"
    />
  );
}

function Panneau({
  ouvert,
  onOuvert,
  titre,
  description,
  children,
  pied,
  tenace = false,
  contenu,
}: Props & { contenu: string }) {
  const { t } = useTranslation();
  const retenir = (event: Event): void => {
    const origine = event instanceof CustomEvent ? event.detail?.originalEvent : event;
    const cible: unknown = origine?.target;
    // Closing a message must not close the dialog under it.
    const message = cible instanceof Element && cible.closest('[data-toasts]') !== null;
    if (tenace || message) event.preventDefault();
  };
  return (
    <Radix.Root open={ouvert} onOpenChange={onOuvert}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-voile anime-entrer" />
        <Radix.Content
          onEscapeKeyDown={retenir}
          onPointerDownOutside={retenir}
          onInteractOutside={retenir}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={cn(
            'fixed z-50 flex flex-col bg-surface text-encre shadow-haute outline-none',
            contenu,
          )}
        >
          <header className="flex items-start gap-3 border-b px-4 py-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-base font-semibold">{titre}</Radix.Title>
              {description === undefined ? null : (
                <Radix.Description className="mt-0.5 text-[0.8125rem] text-discret">
                  {description}
                </Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <Button
                variante="discret"
                taille="icone"
                className="-mt-1 -mr-2"
                aria-label={t('actions.fermer')}
              >
                <X aria-hidden />
              </Button>
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 py-4">
            {children}
          </div>
          {pied === undefined ? null : (
            <footer className="flex flex-wrap justify-end gap-2 border-t px-4 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {pied}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface ConfirmerProps {
  ouvert: boolean;
  onOuvert: (ouvert: boolean) => void;
  titre: ReactNode;
  children: ReactNode;
  action: string;
  danger?: boolean;
  occupe?: boolean;
  onConfirmer: () => void;
}

/** One question, two answers. */
export function Confirmer(props: ConfirmerProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      ouvert={props.ouvert}
      onOuvert={props.onOuvert}
      titre={props.titre}
      taille="s"
      pied={
        <>
          <Button onClick={() => props.onOuvert(false)}>{t('actions.annuler')}</Button>
          <Button
            variante={props.danger ? 'danger' : 'principal'}
            occupe={props.occupe}
            onClick={props.onConfirmer}
          >
            {props.action}
          </Button>
        </>
      }
    >
      {props.children}
    </Dialog>
  );
}
