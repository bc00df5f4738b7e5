import type { CreateProvider } from '../../src/sandbox/kit/host.ts'

/** A request that arrived at a played provider. */
export interface Call {
  /** With the provider's name at its beginning. */
  path: string
  form: URLSearchParams
  /** The access token that came with it, or with its answer. */
  token: string
  /** That its answer gave. */
  refreshToken: string | null
  /** Of Xero. */
  tenant: string | undefined
}

export interface Watch {
  calls: readonly Call[]
  /** The same provider, whose requests are noted from now on, in the order of their answers. */
  watched: (create: CreateProvider) => CreateProvider
  /** Those for tokens. */
  tokenCalls: (provider: string) => Call[]
  /** The access tokens that everything else came with. */
  usedTokens: (provider: string) => string[]
}

export function watch(): Watch {
  const calls: Call[] = []
  const of = (provider: string, isForTokens: boolean) =>
    calls.filter(({ path }) => path.startsWith(`${provider}/`) && path.endsWith('/token') === isForTokens)

  return {
    calls,
    watched: (create) => (options) => {
      const it = create(options)
      return {
        ...it,
        handle: async (request) => {
          const answer = await it.handle(request)
          const isTokens = request.path.endsWith('/token') && answer.status === 200
          const tokens = isTokens ? (JSON.parse(answer.body) as Record<string, string>) : {}
          calls.push({
            path: `${it.name}${request.path}`,
            form: new URLSearchParams(request.body.toString()),
            token: tokens['access_token'] ?? (request.headers.authorization ?? '').replace('Bearer ', ''),
            refreshToken: tokens['refresh_token'] ?? null,
            tenant: request.headers['xero-tenant-id'],
          })
          return answer
        },
      }
    },
    tokenCalls: (provider) => of(provider, true),
    usedTokens: (provider) => [...new Set(of(provider, false).map(({ token }) => token))],
  }
}
