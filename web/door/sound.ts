import type { Look } from './judge.ts'

/** Two rising notes, one level one, two low ones: told apart without looking. Hertz and seconds. */
const notes: Record<Look, { at: number; pitch: number; long: number }[]> = {
  go: [
    { at: 0, pitch: 880, long: 0.09 },
    { at: 0.11, pitch: 1318, long: 0.14 },
  ],
  noted: [{ at: 0, pitch: 620, long: 0.22 }],
  stop: [
    { at: 0, pitch: 240, long: 0.2 },
    { at: 0.26, pitch: 180, long: 0.34 },
  ],
}
const buzzes: Record<Look, number[]> = { go: [60], noted: [60, 60, 60], stop: [300] }

let context: AudioContext | undefined

/** Plays and shakes what a look sounds like. Phones let pages sound only after a first touch; before it is quiet. */
export function sound(look: Look) {
  navigator.vibrate?.(buzzes[look])
  try {
    context ??= new AudioContext()
    void context.resume()
    for (const { at, pitch, long } of notes[look]) {
      const from = context.currentTime + at
      const tone = context.createOscillator()
      const loud = context.createGain()
      tone.type = look === 'stop' ? 'square' : 'sine'
      tone.frequency.value = pitch
      loud.gain.setValueAtTime(0.25, from)
      loud.gain.exponentialRampToValueAtTime(0.001, from + long)
      tone.connect(loud).connect(context.destination)
      tone.start(from)
      tone.stop(from + long)
    }
  } catch {
    // A phone without sound still has the colour and the word.
  }
}
