import { useQueryClient } from '@tanstack/react-query';
import { ChevronDown, FileText, Printer, Tag } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download, openFile } from '@/lib/download';
import { http } from '@/lib/http';
import { printLabel, type TailleEtiquette } from '@/station/imprimante';
import { Button } from '@/ui/button';
import { Menu, MenuLigne, MenuTrait } from '@/ui/menu';
import { toastError } from '@/ui/toast';
import type { ColisDetail } from './queries';

const TAILLES: readonly TailleEtiquette[] = ['100x150', '60x40'];

/** Reprints: the server notes every one on the carton. */
export function MenuEtiquette({ colis }: { colis: ColisDetail }) {
  const { t } = useTranslation('colis');
  const client = useQueryClient();
  const [occupe, setOccupe] = useState(false);
  const chemin = `/colis/${colis.id}/etiquette`;

  async function print(faire: () => Promise<void>): Promise<void> {
    setOccupe(true);
    try {
      await faire();
      await client.invalidateQueries({ queryKey: ['colis', colis.id] });
    } catch (erreur) {
      toastError(erreur);
    } finally {
      setOccupe(false);
    }
  }

  return (
    <Menu
      declencheur={
        <Button variante="principal" occupe={occupe}>
          <Tag aria-hidden />
          {t('actes.etiquette')}
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      {TAILLES.map((taille) => (
        <MenuLigne
          key={taille}
          onSelect={() =>
            void print(async () =>
              printLabel(await http.blob(chemin, { format: 'png', taille }), taille),
            )
          }
        >
          <Printer aria-hidden />
          {t('actes.imprimer', { taille: taille.replace('x', ' × ') })}
        </MenuLigne>
      ))}
      <MenuTrait />
      {TAILLES.map((taille) => (
        <MenuLigne
          key={taille}
          onSelect={() => void print(() => openFile(chemin, { format: 'pdf', taille }))}
        >
          <FileText aria-hidden />
          {t('actes.etiquettePdf', { taille: taille.replace('x', ' × ') })}
        </MenuLigne>
      ))}
      {TAILLES.map((taille) => (
        <MenuLigne
          key={taille}
          onSelect={() =>
            void print(() =>
              download(
                chemin,
                { format: 'zpl', taille },
                `etiquette-${colis.code_suivi}-${taille}.zpl`,
              ),
            )
          }
        >
          <FileText aria-hidden />
          {t('actes.etiquetteZpl', { taille: taille.replace('x', ' × ') })}
        </MenuLigne>
      ))}
    </Menu>
  );
}
