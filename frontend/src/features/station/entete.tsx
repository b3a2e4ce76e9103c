import { Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cn } from '@/lib/classes';
import { Button } from '@/ui/button';
import { Argent, Nombre, Poids } from '@/ui/format';
import { Menu, MenuChoix, MenuTitre, MenuTrait } from '@/ui/menu';
import type { Journee } from './banc';
import { prefer, usePreferences } from './preferences';

/** Today at this bench. */
export function Compteurs({ jour, className }: { jour: Journee; className?: string }) {
  const { t } = useTranslation('station');
  return (
    <dl className={cn('flex flex-wrap items-baseline gap-x-5 gap-y-1', className)}>
      <div className="flex items-baseline gap-1.5">
        <dd className="text-lg font-semibold">
          <Nombre n={jour.colis} />
        </dd>
        <dt className="text-xs text-discret">{t('jour.colis')}</dt>
      </div>
      <div className="flex items-baseline gap-1.5">
        <dd className="text-lg font-semibold">
          <Poids g={jour.poids_g} />
        </dd>
        <dt className="sr-only">{t('jour.poids')}</dt>
      </div>
      <div className="flex items-baseline gap-1.5">
        <dd className="text-lg font-semibold">
          <Argent valeur={jour.montant} />
        </dd>
        <dt className="sr-only">{t('jour.montant')}</dt>
      </div>
      {jour.attente > 0 ? (
        <div className="flex items-baseline gap-1.5 text-alerte">
          <dd className="font-semibold">
            <Nombre n={jour.attente} />
          </dd>
          <dt className="text-xs">{t('jour.attente')}</dt>
        </div>
      ) : null}
    </dl>
  );
}

/** What the bench prints, and whether by itself. */
export function ReglagesPoste() {
  const { t } = useTranslation('station');
  const { taille, imprimer } = usePreferences();
  return (
    <Menu
      declencheur={
        <Button variante="discret" taille="icone" tabIndex={-1} aria-label={t('reglages')}>
          <Settings2 aria-hidden />
        </Button>
      }
    >
      <MenuTitre>{t('tailleEtiquette')}</MenuTitre>
      <MenuChoix
        valeur={taille}
        onChange={(choisie) => prefer({ taille: choisie })}
        choix={[
          { valeur: '100x150', libelle: '100 × 150 mm' },
          { valeur: '60x40', libelle: '60 × 40 mm' },
        ]}
      />
      <MenuTrait />
      <MenuTitre>{t('impression')}</MenuTitre>
      <MenuChoix
        valeur={imprimer ? 'oui' : 'non'}
        onChange={(choisie) => prefer({ imprimer: choisie === 'oui' })}
        choix={[
          { valeur: 'oui', libelle: t('imprimerSeul') },
          { valeur: 'non', libelle: t('montrerSeulement') },
        ]}
      />
    </Menu>
  );
}
