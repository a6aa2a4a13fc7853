// The one sound of panel and inbox.

const LENGTH_S = 0.25;

/** Two soft notes within a quarter of a second. */
export function sound(context: AudioContext): void {
  const start = context.currentTime;
  const volume = context.createGain();
  volume.gain.setValueAtTime(0.0001, start);
  volume.gain.exponentialRampToValueAtTime(0.12, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + LENGTH_S);
  volume.connect(context.destination);
  const tone = context.createOscillator();
  tone.frequency.setValueAtTime(660, start);
  tone.frequency.setValueAtTime(880, start + LENGTH_S / 3);
  tone.connect(volume);
  tone.start(start);
  tone.stop(start + LENGTH_S);
}
