import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatArgent, parseMontant } from '@/lib/format';
import { Button } from '@/ui/button';
import { DemandeMotif } from '@/ui/demande-motif';
import { Dialog } from '@/ui/dialog';
import { ErreurAction } from '@/ui/error-state';
import { Champ, Input } from '@/ui/input';
import { toast } from '@/ui/toast';
import { EspecesACharge } from './especes-a-charge';
import { type Appareil, useNommer, usePerdre, useRevoquer } from './queries';

export interface Props {
  appareil: Appareil;
  ouvert: boolean;
  onFermer: () => void;
}

export const closeWith = (onFermer: () => void) => (ouvert: boolean) => {
  if (!ouvert) onFermer();
};

/** A name people use: "bench 2", "Awa's phone". */
export function Nommer({ appareil, ouvert, onFermer }: Props) {
  const { t } = useTranslation(['appareils', 'commun']);
  const [nom, setNom] = useState(appareil.nom);
  const acte = useNommer(appareil.id);
  function submit(event: FormEvent): void {
    event.preventDefault();
    acte.mutate(nom.trim(), { onSuccess: onFermer });
  }
  return (
    <Dialog
      ouvert={ouvert}
      onOuvert={closeWith(onFermer)}
      taille="s"
      titre={t('appareils:actes.nommer')}
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Champ libelle={t('appareils:fiche.nom')}>
          {(lien) => (
            <Input
              {...lien}
              autoFocus
              maxLength={80}
              value={nom}
              onChange={(event) => setNom(event.target.value)}
            />
          )}
        </Champ>
        <ErreurAction erreur={acte.error} />
        <Button
          type="submit"
          variante="principal"
          occupe={acte.isPending}
          disabled={nom.trim() === ''}
        >
          {t('commun:actions.enregistrer')}
        </Button>
      </form>
    </Dialog>
  );
}

export function Revoquer({ appareil, ouvert, onFermer }: Props) {
  const { t } = useTranslation('appareils');
  const acte = useRevoquer(appareil.id);
  return (
    <DemandeMotif
      ouvert={ouvert}
      onOuvert={closeWith(onFermer)}
      titre={t('actes.revoquer')}
      description={t('actes.revoquerAide')}
      libelle={t('actes.motif')}
      action={t('actes.revoquer')}
      danger
      occupe={acte.isPending}
      erreur={acte.error}
      onValider={(motif) => acte.mutate(motif, { onSuccess: onFermer })}
    />
  );
}

/** Signing a device off: its cash becomes its cashier's debt, and the day can close. */
export function Perdre({ appareil, ouvert, onFermer }: Props) {
  const { t } = useTranslation('appareils');
  const declare = appareil.especes_en_attente;
  const devise = declare?.devise ?? 'XOF';
  const [saisie, setSaisie] = useState('');
  const especes = saisie.trim() === '' ? null : parseMontant(saisie, devise);
  const tropPeu = especes !== null && especes < (declare?.montant ?? 0);
  const acte = usePerdre(appareil.id);
  return (
    <DemandeMotif
      ouvert={ouvert}
      onOuvert={closeWith(onFermer)}
      titre={t('actes.perdre')}
      description={t('actes.perdreAide', { nom: appareil.user.nom })}
      libelle={t('actes.motif')}
      action={t('actes.perdre')}
      danger
      occupe={acte.isPending}
      incomplet={tropPeu}
      erreur={acte.error}
      onValider={(motif) =>
        acte.mutate(
          { motif, especes },
          {
            onSuccess: () => {
              toast('succes', t('actes.perdu'));
              onFermer();
            },
          },
        )
      }
    >
      <p className="text-sm">
        {t('actes.declare', { montant: formatArgent(declare ?? { montant: 0, devise }) })}
      </p>
      <EspecesACharge
        devise={devise}
        valeur={saisie}
        onChange={setSaisie}
        aide={t('actes.especesAide')}
        refus={tropPeu ? t('actes.tropPeu') : null}
      />
    </DemandeMotif>
  );
}
