import { Plane } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCodeSuivi } from '@/lib/code-suivi';
import { capture } from '@/offline/outbox';
import { Button } from '@/ui/button';
import { Menu, MenuLigne, MenuTitre } from '@/ui/menu';
import { toast, toastError } from '@/ui/toast';
import { type ColisLigne, useVolsRecents } from './queries';

/** Loads the ticked cartons on an open flight of their destination, one act per carton. */
export function ChargerSelection({
  choisis,
  onFait,
}: {
  choisis: readonly ColisLigne[];
  onFait: () => void;
}) {
  const { t } = useTranslation(['colis', 'commun']);
  const [occupe, setOccupe] = useState(false);
  const { data } = useVolsRecents({ statut: 'ouvert' });
  const destinations = new Set(choisis.map(({ pays_destination }) => pays_destination));
  const vols = (data?.items ?? []).filter(
    ({ pays_destination }) => destinations.size === 1 && destinations.has(pays_destination),
  );

  async function load(vol_id: string): Promise<void> {
    setOccupe(true);
    try {
      for (const { code_suivi } of choisis) {
        await capture({
          type: 'vol.charger',
          entity_id: vol_id,
          payload: { vol_id, code: code_suivi, survenu_le: new Date().toISOString() },
          resume: formatCodeSuivi(code_suivi),
        });
      }
      toast('succes', t('liste.charges', { count: choisis.length }));
      onFait();
    } catch (erreur) {
      toastError(erreur);
    } finally {
      setOccupe(false);
    }
  }

  return (
    <Menu
      declencheur={
        <Button taille="s" occupe={occupe}>
          <Plane aria-hidden />
          {t('liste.charger')}
        </Button>
      }
    >
      {vols.length === 0 ? <MenuTitre>{t('liste.sansVol')}</MenuTitre> : null}
      {vols.map(({ id, numero, pays_destination, mode }) => (
        <MenuLigne key={id} onSelect={() => void load(id)}>
          <span className="chiffres font-medium">{numero || t('liste.sansNumero')}</span>
          <span className="text-xs text-discret">
            {t(`commun:pays.${pays_destination as 'ML'}`)} · {t(`modes.${mode as 'cargo'}`)}
          </span>
        </MenuLigne>
      ))}
    </Menu>
  );
}
