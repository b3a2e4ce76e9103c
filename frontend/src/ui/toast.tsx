import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { cn } from '@/lib/classes';
import { explain } from './error-text';

type Genre = 'succes' | 'info' | 'alerte' | 'danger';

interface Message {
  id: number;
  genre: Genre;
  texte: string;
  detail?: string;
  action?: { libelle: string; faire: () => void };
}

interface File {
  messages: Message[];
}

const useToasts = create<File>(() => ({ messages: [] }));
let prochain = 1;

export function dismiss(id: number): void {
  useToasts.setState(({ messages }) => ({ messages: messages.filter((m) => m.id !== id) }));
}

/** Shows a short message; refusals stay until they are closed. Returns its id. */
export function toast(genre: Genre, texte: string, plus: Partial<Message> = {}): number {
  const id = prochain++;
  useToasts.setState(({ messages }) => ({
    messages: [...messages.slice(-3), { ...plus, id, genre, texte }],
  }));
  if (genre !== 'danger' && !plus.action) setTimeout(() => dismiss(id), 5_000);
  return id;
}

/** A failure in the reader's words: what happened, what to do next. */
export function toastError(error: unknown): number {
  const { titre, aide } = explain(error);
  return toast('danger', titre, { detail: aide });
}

const ICONES = {
  succes: CircleCheck,
  info: Info,
  alerte: TriangleAlert,
  danger: CircleAlert,
} as const;

const COULEURS = {
  succes: 'text-succes',
  info: 'text-info',
  alerte: 'text-alerte',
  danger: 'text-danger',
} as const;

function Carte({ message }: { message: Message }) {
  const { t } = useTranslation();
  const Icone = ICONES[message.genre];
  return (
    <div
      role={message.genre === 'danger' ? 'alert' : 'status'}
      className="pointer-events-auto flex items-start gap-3 rounded-lg border bg-surface px-3 py-2.5 text-sm shadow-haute anime-entrer"
    >
      <Icone aria-hidden className={cn('mt-0.5 size-4.5 shrink-0', COULEURS[message.genre])} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{message.texte}</p>
        {message.detail ? <p className="mt-0.5 text-discret">{message.detail}</p> : null}
        {message.action ? (
          <button
            type="button"
            className="mt-1 font-semibold text-accent-texte hover:underline"
            onClick={() => {
              message.action?.faire();
              dismiss(message.id);
            }}
          >
            {message.action.libelle}
          </button>
        ) : null}
      </div>
      <button
        type="button"
        aria-label={t('actions.fermer')}
        className="rounded p-0.5 text-discret hover:text-encre"
        onClick={() => dismiss(message.id)}
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
}

/** Mounted once, by the shell. */
export function Toasts() {
  const messages = useToasts((file) => file.messages);
  return (
    <div
      data-toasts
      className="pointer-events-none fixed inset-x-3 top-3 z-[60] flex flex-col gap-2 sm:left-auto sm:w-96"
    >
      {messages.map((message) => (
        <Carte key={message.id} message={message} />
      ))}
    </div>
  );
}
