import postgres from 'postgres';
import type { Stage } from './stage.ts';

/**
 * As many cases as are asked for, copies of one under numbers and addresses of their own.
 *
 * @param applied - whether an application of each was accepted; else nobody has applied yet.
 * @returns their numbers, in no order that means anything.
 */
export async function manyCases(stage: Stage, count: number, applied = true): Promise<readonly string[]> {
  const { caseNumber } = await stage.contractCase();
  const sql = postgres(stage.facts.adminUrl, { max: 1, onnotice: () => undefined });
  try {
    const made = await sql.begin(async (change) => {
      // What an application says cannot be changed or written twice: the guards are lifted for these copies.
      await change`set local session_replication_role = replica`;
      return change<{ case_number: string }[]>`
        with model as (select c as one from public.contract_case c where c.case_number = ${caseNumber}),
        fresh as (
          select n, gen_random_uuid() as case_id, gen_random_uuid() as application_id,
                 ${caseNumber}::text || '-' || n as number
            from generate_series(1, ${count}::integer) n),
        cases as (
          insert into public.contract_case
          select (jsonb_populate_record(m.one, jsonb_build_object('id', f.case_id, 'case_number', f.number))).*
            from model m, fresh f returning case_number),
        applications as (
          insert into public.application
          select (jsonb_populate_record(a, jsonb_build_object('id', f.application_id, 'case_id', f.case_id,
                   'email', 'many-' || f.n || '@contractor.example'))).*
            from model m join public.application a on a.case_id = (m.one).id, fresh f
           where ${applied} returning 1),
        acceptances as (
          insert into public.electronic_method_acceptance
          select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'case_id', f.case_id,
                   'application_id', f.application_id))).*
            from model m join public.electronic_method_acceptance e on e.case_id = (m.one).id, fresh f
           where ${applied} returning 1)
        select case_number from cases`;
    });
    return made.map((row) => row.case_number);
  } finally {
    await sql.end({ timeout: 2 });
  }
}
