import { useTranslation } from 'react-i18next';
import { LANGUES, useLangue } from '@/lib/langue';
import { Attente } from '@/ui/attente';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Carte, Page } from '@/ui/page';
import { Segments } from '@/ui/select';
import { toast } from '@/ui/toast';
import { type Preferences as Choix, useChangePreferences, usePreferences } from './queries';

const NOMS: readonly { valeur: string; libelle: string }[] = [
  { valeur: 'fr', libelle: 'Français' },
  { valeur: 'en', libelle: 'English' },
  { valeur: 'zh', libelle: '中文' },
  { valeur: 'bm', libelle: 'Bamanankan' },
];

function LangueDesMessages({ choix }: { choix: Choix }) {
  const { t } = useTranslation('compte');
  const changement = useChangePreferences();
  const choisirEcran = useLangue((etat) => etat.choisir);

  function choose(langue: string): void {
    changement.mutate(
      { langue },
      { onSuccess: () => toast('succes', t('preferences.enregistree')) },
    );
    // The screens speak three of the four.
    const ecran = LANGUES.find((une) => une === langue);
    if (ecran) choisirEcran(ecran);
  }

  return (
    <Carte titre={t('preferences.langue')}>
      <Segments
        libelle={t('preferences.langue')}
        className="grid w-full grid-cols-2 sm:flex"
        choix={NOMS}
        valeur={choix.langue}
        onChange={choose}
      />
      <p className="mt-2 text-xs text-discret">{t('preferences.langueAide')}</p>
    </Carte>
  );
}

function WhatsApp({ choix }: { choix: Choix }) {
  const { t } = useTranslation('compte');
  const changement = useChangePreferences();
  const accepte = choix.consentement_whatsapp === true;
  return (
    <Carte
      titre={t('preferences.whatsapp')}
      actions={
        <Badge ton={accepte ? 'succes' : 'neutre'}>
          {accepte ? t('preferences.accepte') : t('preferences.refuse')}
        </Badge>
      }
    >
      <p className="text-sm text-discret">{t('preferences.whatsappAide')}</p>
      <Button
        className="mt-3 max-sm:w-full"
        variante={accepte ? 'secondaire' : 'principal'}
        occupe={changement.isPending}
        onClick={() =>
          changement.mutate(
            { consentement_whatsapp: !accepte },
            { onSuccess: () => toast('succes', t('preferences.enregistree')) },
          )
        }
      >
        {accepte ? t('preferences.arreter') : t('preferences.recevoir')}
      </Button>
    </Carte>
  );
}

/** The client's own choices: the language they are written to in, and whether at all. */
export function Preferences() {
  const { t } = useTranslation('compte');
  const { data, error, refetch } = usePreferences();
  return (
    <Page titre={t('preferences.titre')} className="max-w-2xl">
      <Attente pret={data !== undefined} erreur={error} onReessayer={() => void refetch()} />
      {data ? (
        <>
          <WhatsApp choix={data} />
          <LangueDesMessages choix={data} />
        </>
      ) : null}
    </Page>
  );
}
