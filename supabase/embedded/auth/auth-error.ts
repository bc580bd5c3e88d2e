/** An error in GoTrue's shape, which supabase-js turns into `error.code` and `error.message`. */
export function authError(status: number, errorCode: string, message: string): Response {
  return Response.json({ code: status, error_code: errorCode, msg: message }, { status });
}
