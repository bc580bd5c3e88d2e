/** What is used of libheif's JavaScript: its own types describe another build. */
declare module 'libheif-js/libheif-wasm/libheif.js' {
  export interface HeifImage {
    get_width(): number;
    get_height(): number;
    is_primary(): boolean;
    /** Fills `data` with RGBA, turned upright; calls back with null where the picture is damaged. */
    display(
      into: { data: Uint8ClampedArray; width: number; height: number },
      done: (filled: object | null) => void,
    ): void;
    free(): void;
  }
  export interface HeifLibrary {
    readonly HeifDecoder: new () => { decode(file: ArrayBuffer): HeifImage[] };
  }
  /** Compiles the library at once; where files of that size may be compiled at once, in a worker. */
  export default function libheif(options: { wasmBinary: ArrayBuffer }): HeifLibrary;
}
