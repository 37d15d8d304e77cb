/** Reads the text of one QR code in a picture; null where it shows none. */
type Reader = (video: HTMLVideoElement) => Promise<string | null>
type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }
type DetectorClass = {
  new (options: { formats: string[] }): Detector
  getSupportedFormats(): Promise<string[]>
}

/** The browser's own reader where it has one, else a small library that is fetched only then (Safari, Firefox). */
async function openReader(): Promise<Reader> {
  const Own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  if (Own && (await Own.getSupportedFormats().catch(() => [] as string[])).includes('qr_code')) {
    const detector = new Own({ formats: ['qr_code'] })
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null
  }
  const { decodeQR } = await import('qr/decode.js')
  const canvas = document.createElement('canvas')
  const drawing = canvas.getContext('2d', { willReadFrequently: true })!
  return async (video) => {
    const scale = Math.min(1, 640 / Math.max(video.videoWidth, video.videoHeight))
    canvas.width = Math.round(video.videoWidth * scale)
    canvas.height = Math.round(video.videoHeight * scale)
    drawing.drawImage(video, 0, 0, canvas.width, canvas.height)
    try {
      return decodeQR(drawing.getImageData(0, 0, canvas.width, canvas.height))
    } catch {
      return null
    }
  }
}

/** Fetches the reader ahead, so that it is there when the network goes. */
export const prepareReader = () => openReader().then(() => undefined)

const pauseMs = 150

/**
 * Shows the camera at the back and tells every QR code that it sees, again and again while it is held there.
 * @param left ends it
 * @throws where there is no camera, or nobody allows it
 */
export async function watchCamera(
  video: HTMLVideoElement,
  onText: (text: string) => void,
  left: AbortSignal,
) {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: { ideal: 'environment' } },
    audio: false,
  })
  try {
    video.srcObject = stream
    await video.play()
    const read = await openReader()
    while (!left.aborted) {
      const text = video.videoWidth > 0 ? await read(video).catch(() => null) : null
      if (text && !left.aborted) onText(text)
      await new Promise((passed) => setTimeout(passed, pauseMs))
    }
  } catch (error) {
    if (!left.aborted) throw error
  } finally {
    for (const track of stream.getTracks()) track.stop()
    video.srcObject = null
  }
}
