/** The common name in an RFC 4514 subject, unescaped; the whole subject where it has none. */
export function commonName(subject: string): string {
  const value = /(?:^|[,+])\s*CN=((?:\\.|[^,+\\])*)/i.exec(subject)?.[1];
  if (value === undefined) return subject;
  return value.replace(/\\([^0-9A-Fa-f])/g, '$1').trim();
}
