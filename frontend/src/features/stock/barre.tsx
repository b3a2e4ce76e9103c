import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '@/lib/session';
import type { ColisStock } from '@/offline/stock-local';
import { Button } from '@/ui/button';
import { Select } from '@/ui/select';
import { BarreSelection } from '@/ui/selection';
import { toast, toastError } from '@/ui/toast';
import { placeColis } from './placement';
import { useEmplacements } from './queries';

interface Props {
  choisis: readonly ColisStock[];
  onVider: () => void;
}

/** Sum of what is owed; null when currencies differ, since they do not add up. */
export function sumOf(colis: readonly ColisStock[]) {
  const devise = colis[0]?.du.devise;
  if (devise === undefined || colis.some(({ du }) => du.devise !== devise)) return undefined;
  return { montant: colis.reduce((somme, { du }) => somme + du.montant, 0), devise };
}

/** What can be done with the cartons ticked: put away together, or taken to the counter. */
export function BarreStock({ choisis, onVider }: Props) {
  const { t } = useTranslation(['stock', 'horsLigne']);
  const peutRanger = useCan('rangement.placer');
  const peutRemettre = useCan('remise.effectuer');
  const emplacements = useEmplacements();
  const [occupe, setOccupe] = useState(false);
  const clients = [...new Set(choisis.map(({ client_id }) => client_id))];

  async function place(id: string): Promise<void> {
    const sur = emplacements.find((un) => un.id === id);
    if (!sur) return;
    setOccupe(true);
    try {
      for (const { colis_id, code_suivi, destinataire_nom } of choisis) {
        await placeColis({ id: colis_id, code_suivi, nom: destinataire_nom }, sur);
      }
      toast('succes', t('range', { count: choisis.length, place: sur.code }));
      onVider();
    } catch (erreur) {
      toastError(erreur);
    } finally {
      setOccupe(false);
    }
  }

  return (
    <BarreSelection
      nombre={choisis.length}
      poids_g={choisis.reduce((somme, { poids_g }) => somme + poids_g, 0)}
      montant={sumOf(choisis)}
      onVider={onVider}
    >
      {peutRanger ? (
        <Select
          aria-label={t('rangerIci')}
          vide={t('rangerIci')}
          disabled={occupe}
          className="min-w-36 text-encre"
          choix={emplacements.map(({ id, code }) => ({ valeur: id, libelle: code }))}
          value=""
          onChange={(event) => void place(event.target.value)}
        />
      ) : null}
      {peutRemettre && clients.length > 0 ? (
        <Button asChild>
          <Link
            to={`/remises?clients=${clients.join(',')}&colis=${choisis.map(({ colis_id }) => colis_id).join(',')}`}
          >
            {t('remettre')}
          </Link>
        </Button>
      ) : null}
    </BarreSelection>
  );
}
