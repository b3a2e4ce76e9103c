import { useEffect } from 'react';
import { useBalance } from '@/station/balance/use-balance';
import { useDouchetteDirecte } from '@/station/douchette/use-douchette-directe';
import { offer, tellPoids, usePoste } from './poste';
import { usePreferences } from './preferences';

/** Opens the bench's scale and scanner and tells the store what they say. Draws nothing. */
export function Materiel() {
  const { balance: reglage, douchette: transport } = usePreferences();
  const balance = useBalance(reglage, tellPoids);
  const { etat, lecture, erreur, rearmer, repeser, desarmer, demander, choisir } = balance;
  const douchette = useDouchetteDirecte(transport === 'clavier' ? null : { transport });

  useEffect(
    () => usePoste.setState({ balance: { etat, lecture, erreur } }),
    [etat, lecture, erreur],
  );
  useEffect(
    () =>
      usePoste.setState({
        douchette: transport === 'clavier' ? 'clavier' : douchette.etat,
        erreurDouchette: douchette.erreur,
      }),
    [transport, douchette.etat, douchette.erreur],
  );
  useEffect(() => {
    offer({ rearmer, repeser, desarmer, demander, choisirBalance: choisir });
  }, [rearmer, repeser, desarmer, demander, choisir]);
  useEffect(() => {
    offer({ choisirDouchette: douchette.choisir });
  }, [douchette.choisir]);
  return null;
}
