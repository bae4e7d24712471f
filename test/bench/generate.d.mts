export interface MadeFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly records: number;
}
export declare function generate(wanted: {
  directory: string;
  products: number;
  phase?: string;
  seed?: number;
  encoding?: string;
  zip?: boolean;
  round?: number;
  offersEach?: number;
}): Promise<{ products: number; offers: number; files: MadeFile[]; archive?: { path: string; bytes: number } }>;
