/**
 * Who may import whom. `tests/rooms.ts` reads this table and fails the build on any other import.
 *
 * A room is a path prefix; the longest prefix wins. `may` lists rooms and packages, `types` those of which
 * only types may be imported. A room may always import itself.
 */
export const ROOMS = {
  'src/lib/core/bytes': { may: ['fflate'] },
  'src/lib/core/pdf': { may: ['fflate', 'src/lib/core/bytes'] },
  'src/lib/core/x509': { may: ['src/lib/core/bytes'] },
  'src/lib/core/cms': { may: ['src/lib/core/bytes', 'src/lib/core/pdf', 'src/lib/core/x509'] },
  'src/lib/core/tsp': {
    may: ['src/lib/core/bytes', 'src/lib/core/pdf', 'src/lib/core/x509', 'src/lib/core/cms'],
  },
  'src/lib/core/verify': {
    may: [
      'src/lib/core/bytes',
      'src/lib/core/pdf',
      'src/lib/core/x509',
      'src/lib/core/cms',
      'src/lib/core/tsp',
    ],
  },
  'src/lib/core/sign': {
    may: [
      'pkijs',
      'src/lib/core/bytes',
      'src/lib/core/pdf',
      'src/lib/core/x509',
      'src/lib/core/cms',
      'src/lib/core/tsp',
      'src/lib/domain',
    ],
  },
  'src/lib/core/certificate': {
    may: [
      'src/lib/core/bytes',
      'src/lib/core/pdf',
      'src/lib/core/x509',
      'src/lib/core/cms',
      'src/lib/core/tsp',
    ],
    types: ['src/lib/core/verify'],
  },
  'src/lib/core/print': {
    may: ['src/lib/core/certificate', 'src/lib/core/bytes', 'pdf-lib', 'fontkit', 'uqr'],
  },
  'src/lib/domain': { may: ['valibot'] },
  'src/lib/messages': {
    may: [],
    types: ['src/lib/core/verify', 'src/lib/core/certificate', 'src/lib/domain'],
  },
  'src/lib/ui': { may: ['svelte', 'bits-ui'] },
  'src/lib/views': {
    may: ['svelte', 'src/lib/ui', 'src/lib/messages', 'src/lib/domain', 'pdfjs-dist'],
    types: ['src/lib/core/verify'],
  },
  // valibot: answers of the server are parsed by the domain's schemas before anybody believes them.
  'src/lib/data': { may: ['src/lib/domain', '@supabase/supabase-js', 'valibot'] },
  'src/lib/workers': {
    may: [
      'src/lib/core/verify',
      'src/lib/core/certificate',
      'src/lib/core/bytes',
      'src/lib/core/pdf',
      'src/lib/core/x509',
      'src/lib/core/cms',
      'src/lib/core/tsp',
      'src/lib/messages',
      'src/lib/domain',
    ],
  },
  'src/cli': {
    may: [
      'node:*',
      'src/lib/core/verify',
      'src/lib/core/certificate',
      'src/lib/core/bytes',
      'src/lib/core/pdf',
      'src/lib/core/x509',
      'src/lib/core/cms',
      'src/lib/core/tsp',
      'src/lib/messages',
      'src/lib/domain',
    ],
  },
  // Photos become pages of a PDF in the browser; nothing here is sealed or judged.
  'src/lib/pictures': { may: ['pdf-lib', 'libheif-js'] },
  // A contract pack that no share sheet takes goes as one ZIP.
  'src/lib/packing': { may: ['fflate'] },
  'src/lib/state': {
    may: [
      'svelte',
      'valibot',
      'src/lib/domain',
      'src/lib/data',
      'src/lib/workers',
      'src/lib/pictures',
      'src/lib/packing',
      'workbox-window',
      '$app/*',
    ],
    types: ['src/lib/core/verify'],
  },
  'src/hooks.server.ts': { may: ['src/lib/messages'], types: ['@sveltejs/kit'] },
  'src/service-worker.ts': {
    may: ['workbox-*', '$service-worker', 'src/lib/messages'],
    types: ['src/lib/domain'],
  },
  // valibot: a form is read by the domain's schema before it is sent.
  'src/routes': {
    may: [
      'svelte',
      'valibot',
      '$app/*',
      '$env/*',
      'src/lib/domain',
      'src/lib/messages',
      'src/lib/ui',
      'src/lib/views',
      'src/lib/data',
      'src/lib/workers',
      'src/lib/state',
      // Reads a QR code where the browser cannot.
      'qr',
    ],
    types: ['src/lib/core/verify', '@sveltejs/kit'],
  },
  'supabase/functions/_shared/core.ts': {
    may: [
      'src/lib/core/sign',
      'src/lib/core/verify',
      'src/lib/core/certificate',
      'src/lib/core/print',
      'src/lib/core/bytes',
      'src/lib/core/pdf',
      'src/lib/core/x509',
      'src/lib/core/cms',
      'src/lib/core/tsp',
      'src/lib/domain',
      'src/lib/messages',
    ],
  },
  'supabase/functions': {
    may: [
      'supabase/functions/_shared',
      'hono',
      'valibot',
      'fflate',
      '@supabase/supabase-js',
      'age-encryption',
      'aws4fetch',
      'nodemailer',
      'postal-mime',
      'node:*',
    ],
  },
  'supabase/embedded': { may: ['*'] },
  tests: { may: ['*'] },
};
