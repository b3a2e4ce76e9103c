/** Three answers to a scan that ears and hands tell apart without looking. */
export type Reponse = 'ok' | 'attention' | 'refus';

interface Note {
  hz: number;
  a_s: number;
  dure_s: number;
  onde: OscillatorType;
}

const AIRS: Record<Reponse, readonly Note[]> = {
  ok: [{ hz: 1_320, a_s: 0, dure_s: 0.09, onde: 'sine' }],
  attention: [
    { hz: 880, a_s: 0, dure_s: 0.1, onde: 'triangle' },
    { hz: 880, a_s: 0.16, dure_s: 0.1, onde: 'triangle' },
  ],
  refus: [
    { hz: 220, a_s: 0, dure_s: 0.22, onde: 'square' },
    { hz: 165, a_s: 0.24, dure_s: 0.32, onde: 'square' },
  ],
};

const VIBRATIONS: Record<Reponse, number[]> = {
  ok: [40],
  attention: [60, 60, 60],
  refus: [250, 80, 250],
};

let contexte: AudioContext | null = null;

function play(audio: AudioContext, note: Note): void {
  const debut = audio.currentTime + note.a_s;
  const source = audio.createOscillator();
  const volume = audio.createGain();
  source.type = note.onde;
  source.frequency.value = note.hz;
  volume.gain.setValueAtTime(0.0001, debut);
  volume.gain.exponentialRampToValueAtTime(0.22, debut + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.0001, debut + note.dure_s);
  source.connect(volume).connect(audio.destination);
  source.start(debut);
  source.stop(debut + note.dure_s + 0.02);
}

/** Sound and vibration; silent where the browser allows neither. */
export function answer(reponse: Reponse): void {
  if ('vibrate' in navigator) navigator.vibrate(VIBRATIONS[reponse]);
  if (typeof AudioContext === 'undefined') return;
  contexte ??= new AudioContext();
  const audio = contexte;
  void audio.resume().then(() => {
    for (const note of AIRS[reponse]) play(audio, note);
  });
}

/** A spoken refusal, for hands that never leave the carton. */
export function say(texte: string, langue: string): void {
  if (!('speechSynthesis' in window)) return;
  const phrase = new SpeechSynthesisUtterance(texte);
  phrase.lang = langue;
  phrase.rate = 1.15;
  window.speechSynthesis.cancel();
  window.speechSynthesis.speak(phrase);
}
