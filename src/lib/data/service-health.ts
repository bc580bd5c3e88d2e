import * as v from 'valibot';
import { serviceHealthSchema, type ServiceHealth } from '../domain/service-health.ts';
import { failure, postgrestFailure, success, unreachable, type Outcome } from './outcome.ts';
import { supabase } from './supabase.ts';

/** How the services outside were when the jobs last looked; null where nothing is known, or nothing is administered. */
export async function readServiceHealth(): Promise<Outcome<ServiceHealth | null>> {
  try {
    const client = await supabase();
    const { data, error, status } = await client.rpc('service_health');
    if (error !== null) return postgrestFailure(error, status);
    const read = v.safeParse(serviceHealthSchema, data);
    return read.success ? success(read.output) : failure('FAULT');
  } catch (cause) {
    return unreachable(cause);
  }
}
