import { PackagePlus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFuseau } from '@/lib/session';
import { Button } from '@/ui/button';
import { Kbd } from '@/ui/kbd';
import { Carte } from '@/ui/page';
import { useBanc } from './banc';
import { Bande } from './bande';
import { Compteurs } from './entete';

/** On the agent's home: today at this bench; Enter goes to work. */
export function PanneauStation() {
  const { t } = useTranslation('station');
  const entree = useRef<HTMLAnchorElement>(null);
  useEffect(() => entree.current?.focus(), []);
  const { jour, derniers } = useBanc(useFuseau());
  return (
    <Carte>
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <Compteurs jour={jour} />
          <Button asChild variante="principal" taille="l">
            <Link ref={entree} to="/reception">
              <PackagePlus aria-hidden />
              {t('ouvrir')}
              <Kbd>⏎</Kbd>
            </Link>
          </Button>
        </div>
        <Bande derniers={derniers} />
      </div>
    </Carte>
  );
}
