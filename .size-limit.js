/**
 * What each entry of the app loads before its first paint: the static import closure of SvelteKit's start
 * and of the entry's own layouts and page. Lazy chunks (pdf.js, supabase-js, the verifier) are not in it. Every
 * route adds to the router's table and to the runtime that all share: 33 of the kilobytes are theirs.
 */
import { firstPaint } from './tests/first-paint.mjs';

export default firstPaint().map(({ route, files }) => ({
  name: route,
  path: files,
  gzip: true,
  limit: '47 kB',
}));
