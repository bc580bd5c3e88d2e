import { sealedSample } from '../verify/sealed-sample.ts';
import { FORM } from '../vectors/form.ts';
import { plainFile } from '../vectors/plain-file.ts';
import { make } from '../vectors/workshop.ts';
import type { Sample } from './run.ts';

/** Sound files of several makes, sealed on the spot. */
export async function samples(): Promise<readonly Sample[]> {
  const concluded = await sealedSample();
  const plain = await make({});
  const certified = await make({ base: plainFile(FORM), request: { certify: 2 } });
  return [
    { name: 'concluded', file: concluded.sealed.final, trust: concluded.trust },
    { name: 'plain', file: plain.file, trust: plain.trust },
    { name: 'certified', file: certified.file, trust: certified.trust },
  ];
}
