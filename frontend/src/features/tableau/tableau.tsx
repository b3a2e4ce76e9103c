import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFiltres } from '@/lib/filtres';
import { addDays, localDay } from '@/lib/jour';
import { useNow } from '@/lib/now';
import { usePaysVu } from '@/lib/pays-vu';
import { useFuseau } from '@/lib/session';
import { Button } from '@/ui/button';
import { Input } from '@/ui/input';
import { Page } from '@/ui/page';
import { Contenu } from './contenu';

/** The day whose acts and money are shown; cartons and flights are always the present ones. */
function ChoixJour({
  jour,
  aujourdhui,
  onJour,
}: {
  jour: string;
  aujourdhui: string;
  onJour: (jour: string | undefined) => void;
}) {
  const { t } = useTranslation('tableau');
  const choisir = (un: string): void => onJour(un === aujourdhui || un === '' ? undefined : un);
  return (
    <div className="flex items-center gap-1">
      <Button
        taille="icone"
        variante="discret"
        aria-label={t('veille')}
        onClick={() => choisir(addDays(jour, -1))}
      >
        <ChevronLeft aria-hidden />
      </Button>
      <Input
        type="date"
        aria-label={t('jour')}
        className="w-40"
        max={aujourdhui}
        value={jour}
        onChange={(event) => choisir(event.target.value)}
      />
      <Button
        taille="icone"
        variante="discret"
        aria-label={t('lendemain')}
        disabled={jour >= aujourdhui}
        onClick={() => choisir(addDays(jour, 1))}
      >
        <ChevronRight aria-hidden />
      </Button>
    </div>
  );
}

export function TableauDeBord() {
  const { t } = useTranslation(['tableau', 'commun']);
  const [{ jour }, changer] = useFiltres(['jour']);
  const fuseau = useFuseau();
  const aujourdhui = localDay(useNow(), fuseau);
  const pays = usePaysVu();
  return (
    <Page
      titre={t('titre')}
      sousTitre={pays === null ? t('tousPays') : t(`commun:pays.${pays}`)}
      actions={
        <ChoixJour
          jour={jour ?? aujourdhui}
          aujourdhui={aujourdhui}
          onJour={(choisi) => changer({ jour: choisi })}
        />
      }
    >
      <Contenu jour={jour} />
    </Page>
  );
}
