-- What sending lacks is asked of every row of a CSV in turn. A function in the language sql is planned anew at each call,
-- which took most of the time of a preview of a thousand rows; one in plpgsql keeps its plan for as long as its session.
-- The texts stay those of the migrations that wrote them: only the language around them changes, with their rights and comments.
do $do$
declare
  v_function record;
begin
  for v_function in
    select p.oid, p.prosrc, p.proretset, p.proname
      from pg_proc p join pg_language l on l.oid = p.prolang
     where p.pronamespace = 'private'::regnamespace and l.lanname = 'sql'
       and p.proname in ('case_demands', 'case_guarantee', 'case_missing', 'case_scope', 'case_settled', 'case_taken',
         'content_missing', 'factor_missing', 'has_role', 'signer_factor', 'template_documents_missing')
  loop
    execute regexp_replace(split_part(pg_get_functiondef(v_function.oid), E'\nAS ', 1), E'\n LANGUAGE sql', E'\n LANGUAGE plpgsql')
      || E'\nAS '
      || quote_literal(case when v_function.proretset
           then format(E'#variable_conflict use_column\nbegin\n  return query %s;\nend;', rtrim(v_function.prosrc, E' \n;'))
           else format(E'\nbegin\n  return (%s);\nend;', rtrim(v_function.prosrc, E' \n;')) end);
  end loop;
end;
$do$;
