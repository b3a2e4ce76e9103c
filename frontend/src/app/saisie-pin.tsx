import type { ComponentProps } from 'react';
import { PIN_MAX } from '@/offline/pin';
import { Input } from '@/ui/input';

interface Props extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  valeur: string;
  onValeur: (pin: string) => void;
}

/** Digits only, large, with the number keypad of a phone. */
export function SaisiePin({ valeur, onValeur, ...reste }: Props) {
  return (
    <Input
      {...reste}
      type="password"
      inputMode="numeric"
      autoComplete="off"
      maxLength={PIN_MAX}
      className="chiffres h-14 text-center text-2xl tracking-[0.4em] pointer-coarse:h-14 pointer-coarse:text-2xl"
      value={valeur}
      onChange={(event) => onValeur(event.target.value.replace(/\D/g, ''))}
    />
  );
}
