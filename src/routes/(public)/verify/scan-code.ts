/** Reads the text of a QR code out of a picture; null where none is found. */
export type CodeReader = (picture: HTMLVideoElement | ImageBitmap) => Promise<string | null>;

interface Detector {
  detect(picture: HTMLVideoElement | ImageBitmap): Promise<readonly { readonly rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** Longest side of a picture that the library reads: more pixels cost time and find no more. */
const LONGEST = 1280;

/** The system's own reader where the browser has one, else the library, which is loaded only then. */
export async function codeReader(): Promise<CodeReader> {
  const Native = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (Native !== undefined && (await Native.getSupportedFormats()).includes('qr_code')) {
    const detector = new Native({ formats: ['qr_code'] });
    return async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null;
  }
  const { default: decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (picture) => {
    const [width, height] =
      picture instanceof HTMLVideoElement
        ? [picture.videoWidth, picture.videoHeight]
        : [picture.width, picture.height];
    const scale = Math.min(1, LONGEST / Math.max(width, height));
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    if (context === null || canvas.width === 0 || canvas.height === 0) return Promise.resolve(null);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    try {
      return Promise.resolve(decodeQR({ width: canvas.width, height: canvas.height, data }));
    } catch (cause) {
      if (cause instanceof Error) return Promise.resolve(null); // no code in the picture
      throw cause;
    }
  };
}

/** The token in the address that a sheet's QR holds (`…/verify#c=<token>`); null where it is another code. */
export function tokenInAddress(text: string): string | null {
  return /^(?:https?:\/\/[^#\s]+\/verify)?#c=([A-Za-z0-9_.-]+)$/.exec(text.trim())?.[1] ?? null;
}

/** A 締結証明書ID as typed or scanned, in any width, with spaces and hyphens; null where it is none. */
export function certificateIdIn(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\u2010-\u2015\u2212\u30FC-]/g, '')
    .toLowerCase();
  return /^[0-9a-f]{32}$/.test(plain) ? plain : null;
}
