import { DEFAULT_POLICY } from '../_shared/core.ts';
import { healthOf } from './health.ts';
import type { JobPorts } from './ports.ts';

/** No upload takes a day, so an object that nothing refers to after one came from a crash. */
const ORPHAN_AGE_S = 86_400;

/**
 * What time itself brings: expired links, the log's hash chain, jobs that got stuck, evidence that is to be renewed,
 * and objects that a crash left without a row that refers to them. Then it writes down how key, authorities and trust
 * list are, for administrators.
 */
export async function housekeeping(ports: JobPorts): Promise<void> {
  await ports.rpc('housekeeping', {});
  await ports.rpc('renewal_queue', { p_policy: DEFAULT_POLICY.name });
  const orphans = await ports.rpc<readonly { key: string }[]>('object_orphans', {
    p_older_than_s: ORPHAN_AGE_S,
  });
  if (orphans.length > 0) {
    const keys = orphans.map((orphan) => orphan.key);
    await ports.objects.remove(keys);
    // Until this is known, the next run gets the same objects again.
    await ports.rpc('object_removed', { p_keys: keys });
  }
  // Last, since a key that is silent must not keep the rest from being done.
  await ports.rpc('service_health_put', { p_health: await healthOf(ports) });
}
