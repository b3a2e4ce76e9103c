import { Copy, ExternalLink, MessageCircle, Share2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatCodeSuivi } from '@/lib/code-suivi';
import { Button } from '@/ui/button';
import { Menu, MenuLigne } from '@/ui/menu';
import { toast } from '@/ui/toast';
import type { ColisDetail } from './queries';

/** wa.me wants the number without its plus sign. */
export function whatsappLink(telephone: string, texte: string): string {
  return `https://wa.me/${telephone.replace(/\D/g, '')}?text=${encodeURIComponent(texte)}`;
}

/** The public tracking page: to the client, to the clipboard, to look at. */
export function MenuPartage({ colis }: { colis: ColisDetail }) {
  const { t } = useTranslation('colis');
  const { url_suivi: url, client } = colis;
  const texte = t('actes.messageSuivi', { code: formatCodeSuivi(colis.code_suivi), url });
  const open = (adresse: string): void => void window.open(adresse, '_blank', 'noopener');
  return (
    <Menu
      declencheur={
        <Button>
          <Share2 aria-hidden />
          {t('actes.partager')}
        </Button>
      }
    >
      <MenuLigne onSelect={() => open(whatsappLink(client.telephone, texte))}>
        <MessageCircle aria-hidden />
        {t('actes.whatsapp')}
      </MenuLigne>
      <MenuLigne
        onSelect={() =>
          void navigator.clipboard.writeText(url).then(() => toast('succes', t('actes.copie')))
        }
      >
        <Copy aria-hidden />
        {t('actes.copier')}
      </MenuLigne>
      <MenuLigne onSelect={() => open(url)}>
        <ExternalLink aria-hidden />
        {t('actes.ouvrirSuivi')}
      </MenuLigne>
    </Menu>
  );
}
