import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button';
import { Dialog } from './dialog';
import { ErreurAction } from './error-state';
import { Champ, Textarea } from './input';

/** The server refuses a shorter reason. */
const MOTIF_MIN = 3;

interface Props {
  ouvert: boolean;
  onOuvert: (ouvert: boolean) => void;
  titre: string;
  description?: ReactNode;
  libelle: string;
  action: string;
  danger?: boolean;
  occupe?: boolean;
  /** What else is asked is not filled in yet. */
  incomplet?: boolean;
  erreur?: unknown;
  onValider: (motif: string) => void;
  /** What else is asked, above the reason. */
  children?: ReactNode;
}

/** An act that leaves a reason on the record: the question, the words, Ctrl+Enter. */
export function DemandeMotif(props: Props) {
  const { t } = useTranslation();
  const [motif, setMotif] = useState('');
  const pret = motif.trim().length >= MOTIF_MIN && !props.occupe && !props.incomplet;

  function open(ouvert: boolean): void {
    if (!ouvert) setMotif('');
    props.onOuvert(ouvert);
  }

  function submit(): void {
    if (pret) props.onValider(motif.trim());
  }

  return (
    <Dialog
      ouvert={props.ouvert}
      onOuvert={open}
      titre={props.titre}
      description={props.description}
      taille="s"
      pied={
        <>
          <Button onClick={() => open(false)}>{t('actions.annuler')}</Button>
          <Button
            variante={props.danger ? 'danger' : 'principal'}
            disabled={!pret}
            occupe={props.occupe}
            onClick={submit}
          >
            {props.action}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {props.children}
        <Champ libelle={props.libelle} requis>
          {(lien) => (
            <Textarea
              {...lien}
              autoFocus
              value={motif}
              maxLength={300}
              onChange={(event) => setMotif(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || (!event.ctrlKey && !event.metaKey)) return;
                event.preventDefault();
                submit();
              }}
            />
          )}
        </Champ>
        <ErreurAction erreur={props.erreur} />
      </div>
    </Dialog>
  );
}
