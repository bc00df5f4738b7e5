import type { Stream } from '../../provider.ts'

const DAY_SECONDS = 86_400

/** What all streams have in common: they are brought by files, and have nothing to ask for. */
export const fromFiles = {
  deletions: 'none',
  incremental: true,
  everySeconds: DAY_SECONDS,
  reread: 'never',
  pages: async function* () {
    // Whatever there is came in files.
  },
} satisfies Pick<Stream<unknown>, 'deletions' | 'incremental' | 'everySeconds' | 'reread' | 'pages'>
