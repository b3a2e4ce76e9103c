import type { dg as fr } from '../fr/station-dg';
import type { Traduction } from '../types';

export const dg: Traduction<typeof fr> = {
  appareil: 'Equipment with a battery: the mark is printed on the label.',
  vus: 'Seen in the contents: {{termes}}.',
  bloque: 'The carton will wait in the warehouse for an admin’s answer.',
  marque: 'It leaves as usual.',
  mah: 'Capacity',
  volts: 'Voltage',
  suppose: '(3.7 V assumed)',
  tranches: {
    inconnue: 'Wh unknown',
    jusqu_a_100: 'up to 100 Wh',
    jusqu_a_160: 'over 100 Wh',
    au_dela: 'over 160 Wh',
  },
  questions: {
    explosif: 'Explosive or fireworks: forbidden on a flight. Give the carton back.',
    gaz_toxique: 'Tear gas or stun weapon: forbidden. Give the carton back.',
    vehicule: 'Battery vehicle: removable? How many Wh? UN 38.3 report?',
    lithium_seul:
      'Batteries: alone or in equipment? How many Wh? Charged to 30 % at most, UN 38.3 report?',
    pile: 'Batteries: alkaline or lithium? Terminals protected?',
    vapoteuse: 'E-cigarettes: how many Wh? With liquid? Protected against switching on?',
    lithium_appareil: 'Battery equipment under another category: is it telephone or electronics?',
    aerosol: 'Aerosol or pump without gas? How many ml, how many cans?',
    briquet: 'Lighters or matches: with gas or fuel, or empty and never filled?',
    gaz: 'Gas: which one? Under pressure, full or empty? A safety data sheet?',
    parfum: 'Perfume: how many bottles, ml, what alcohol content?',
    inflammable: 'Flammable liquid? Flash point, litres: a safety data sheet (SDS)?',
    corrosif: 'Corrosive? Its exact name and safety data sheet (SDS)?',
    oxydant: 'Oxidiser? Exact name, concentration and safety data sheet (SDS)?',
    toxique: 'Toxic? Its exact name and safety data sheet (SDS)?',
    glace: 'Dry ice: how many kg? Does the packaging let the gas out?',
    aimant: 'Magnets: shielded or back to back? Does a compass at 2.1 m stay still?',
    inconnu: 'Chemical: which one exactly? A safety data sheet (SDS)?',
    energie: 'Over 100 Wh: how many exactly? Shipper’s declaration and airline approval?',
  },
};
