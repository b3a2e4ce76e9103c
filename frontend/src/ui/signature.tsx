import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button';

interface Props {
  /** The drawing as a PNG data URL, null while the frame is empty. */
  onChange: (png: string | null) => void;
}

const LARGEUR = 900;
const HAUTEUR = 300;

/** A signature with finger, pen or mouse; black on white whatever the theme. */
export function Signature({ onChange }: Props) {
  const { t } = useTranslation();
  const toile = useRef<HTMLCanvasElement>(null);
  const trace = useRef(false);
  const [vide, setVide] = useState(true);

  useEffect(() => {
    const contexte = toile.current?.getContext('2d');
    if (!contexte) return;
    contexte.fillStyle = '#ffffff';
    contexte.fillRect(0, 0, LARGEUR, HAUTEUR);
  }, []);

  function position(event: React.PointerEvent<HTMLCanvasElement>): [number, number] {
    const cadre = event.currentTarget.getBoundingClientRect();
    return [
      ((event.clientX - cadre.left) / cadre.width) * LARGEUR,
      ((event.clientY - cadre.top) / cadre.height) * HAUTEUR,
    ];
  }

  function start(event: React.PointerEvent<HTMLCanvasElement>): void {
    const contexte = event.currentTarget.getContext('2d');
    if (!contexte) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    trace.current = true;
    contexte.strokeStyle = '#14121f';
    contexte.lineWidth = 4;
    contexte.lineCap = 'round';
    contexte.lineJoin = 'round';
    contexte.beginPath();
    contexte.moveTo(...position(event));
  }

  function move(event: React.PointerEvent<HTMLCanvasElement>): void {
    const contexte = event.currentTarget.getContext('2d');
    if (!trace.current || !contexte) return;
    contexte.lineTo(...position(event));
    contexte.stroke();
    setVide(false);
  }

  function end(event: React.PointerEvent<HTMLCanvasElement>): void {
    if (!trace.current) return;
    trace.current = false;
    if (!vide) onChange(event.currentTarget.toDataURL('image/png'));
  }

  function clear(): void {
    const contexte = toile.current?.getContext('2d');
    contexte?.fillRect(0, 0, LARGEUR, HAUTEUR);
    setVide(true);
    onChange(null);
  }

  return (
    <div className="flex flex-col gap-1.5">
      <div className="relative">
        <canvas
          ref={toile}
          width={LARGEUR}
          height={HAUTEUR}
          aria-label={t('signature.titre')}
          onPointerDown={start}
          onPointerMove={move}
          onPointerUp={end}
          onPointerCancel={end}
          className="aspect-[3/1] w-full touch-none rounded-md border border-trait-fort/60 bg-white"
        />
        {vide ? (
          <span className="pointer-events-none absolute inset-x-0 bottom-3 text-center text-sm text-[#6b6675]">
            {t('signature.signez')}
          </span>
        ) : null}
      </div>
      <Button variante="lien" taille="s" className="self-end" disabled={vide} onClick={clear}>
        {t('signature.effacer')}
      </Button>
    </div>
  );
}
