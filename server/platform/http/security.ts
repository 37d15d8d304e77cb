import type { Config } from '../../config.ts'

/** Nothing inline, nothing foreign but the players of allowed video hosts. */
export const contentSecurityPolicy = ({
  publicUrl,
  videoHosts,
}: Pick<Config, 'publicUrl' | 'videoHosts'>) => ({
  useDefaults: false,
  directives: {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'font-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'media-src': ["'self'"],
    'connect-src': ["'self'"],
    'manifest-src': ["'self'"],
    'worker-src': ["'self'"],
    'frame-src': videoHosts.map((host) => `https://${host}`),
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
    // Where the site itself is plain http (a demonstration), upgrading would break every address.
    ...(publicUrl.startsWith('https:') && { 'upgrade-insecure-requests': [] }),
  },
})
