import type { ManifestOptions } from 'vite-plugin-pwa';
import { COMMON_JA } from '../src/lib/messages/common.ts';

/** What an installed app is called, and which files the system may hand to it (they go to the offline verifier). */
export const webManifest: Partial<ManifestOptions> = {
  id: '/',
  name: `${COMMON_JA.serviceName} ${COMMON_JA.serviceTagline}`,
  short_name: COMMON_JA.serviceName,
  description: COMMON_JA.serviceDescription,
  lang: 'ja',
  dir: 'ltr',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  orientation: 'any',
  theme_color: '#0017c1',
  background_color: '#ffffff',
  categories: ['business', 'government', 'productivity'],
  icons: [
    { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
  ],
  shortcuts: [
    { name: COMMON_JA.footerVerify, url: '/verify', icons: [{ src: '/icon-192.png', sizes: '192x192' }] },
  ],
  share_target: {
    action: '/verify/share',
    method: 'POST',
    enctype: 'multipart/form-data',
    params: { files: [{ name: 'pdf', accept: ['application/pdf', '.pdf'] }] },
  },
  file_handlers: [{ action: '/verify', accept: { 'application/pdf': ['.pdf'] } }],
  launch_handler: { client_mode: ['navigate-existing', 'auto'] },
};
